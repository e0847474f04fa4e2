using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Floor;
using Restpy.Platform.Data;
using Restpy.TestSupport;

namespace Restpy.BrowserTests;

/// <summary>What a phone reads from the code on a table.</summary>
internal static class QrCodes
{
    public static Task<(Guid Table, string Root)> OfAsync(TestProduct restpy, string branch, string number) =>
        restpy.InAsync("spice-garden", branch, async s =>
    {
        var db = s.GetRequiredService<RestpyDb>();
        var table = await db.Set<Table>().AsNoTracking().SingleAsync(t => t.Number == number);
        var code = await db.Set<TableCode>().AsNoTracking()
            .SingleAsync(c => c.TableId == table.Id && c.RevokedAt == null);
        return (table.Id, "/t/" + s.GetRequiredService<CodeTokens>().Make(db.Scope.Restaurant, code.Id));
    });
}
