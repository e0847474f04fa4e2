using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;

namespace Restpy.Staff.Account;

/// <summary>The language somebody reads, here and wherever else they work.</summary>
internal sealed class SetLanguageHandler(RestpyDb db)
{
    public async Task<Outcome<Done>> HandleAsync(Session me, string? language, CancellationToken ct)
    {
        if (language is null || !WordList.Languages.Contains(language))
            return new NotFound("language") { Field = "language" };
        await using var work = await db.BeginAsync(ct);
        (await db.Set<Person>().FirstAsync(p => p.Id == me.PersonId, ct)).Read(language);
        db.Act("staff.language-set", nameof(Person), me.PersonId, me.PersonName, language);
        return await work.SaveAsync(Done.It, ct);
    }
}
