using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Live;

namespace Restpy.Staff.ApiTokens;

internal sealed record EndTokenRequest(Guid Id);

/// <summary>The token opens nothing any more, from the next request on.</summary>
internal sealed class EndTokenHandler(RestpyDb db)
{
    public async Task<Outcome<Done>> HandleAsync(EndTokenRequest request, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        if (await db.Set<ApiToken>()
            .FirstOrDefaultAsync(t => t.Id == request.Id && t.EndedAt == null, ct) is not { } token)
            return new NotFound("token");
        token.End(db.Time.GetUtcNow());
        db.Act("staff.token-ended", token, token.Name);
        // What it listens to ends now and not at the next beat.
        db.Publish(new SignedOut(token.Id));
        return await work.SaveAsync(Done.It, ct);
    }
}
