using System.Net;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Data;
using Restpy.Staff;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.People;

/// <summary>What is kept of a password.</summary>
public sealed class KeptPasswordTests
{
    private const string Waiter = "waiter@spice-garden.example";

    [Theory, OnBothDatabases]
    public async Task A_password_kept_with_fewer_rounds_is_kept_with_todays_from_the_next_sign_in(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartWithSlowHashesAsync(kind);
        using var before = await restpy.SignInAsync(Waiter);
        var old =
            $"pbkdf2-sha512$1000${Convert.ToBase64String(new byte[16])}${Convert.ToBase64String(Rfc2898DeriveBytes.Pbkdf2(TestProduct.Password, new byte[16], 1000, HashAlgorithmName.SHA512, 32))}";
        await HashAsync(old);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => new StaffClient(restpy.Address).SignInAsync(Waiter, "not the password"));
        Assert.Equal(old, await HashAsync());
        (await restpy.SignInAsync(Waiter)).Dispose();
        var anew = await HashAsync();
        Assert.StartsWith("pbkdf2-sha512$220000$", anew, StringComparison.Ordinal);
        (await restpy.SignInAsync(Waiter)).Dispose();
        Assert.Equal(anew, await HashAsync());
        Assert.Equal(HttpStatusCode.OK, (await before.GetAsync("/staff/floor")).StatusCode);

        Task<string> HashAsync(string? kept = null) => restpy.InAsync("spice-garden", null, async services =>
        {
            var db = services.GetRequiredService<RestpyDb>();
            var person = await db.Set<Person>().SingleAsync(p => p.Email == Waiter);
            if (kept is null) return person.PasswordHash;
            db.Entry(person).Property(p => p.PasswordHash).CurrentValue = kept;
            db.Act("staff.password-changed", nameof(Person), person.Id);
            await db.SaveChangesAsync();
            return kept;
        });
    }
}
