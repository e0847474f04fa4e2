using System.Text.RegularExpressions;
using Xunit;

namespace Restpy.ArchitectureTests;

/// <summary>
/// A failed save is caught for the one conflict that is meant, not for whatever the database refuses.
/// </summary>
public sealed partial class BroadCatchTests
{
    /// <summary>
    /// A repeat of a command runs into any row the first run has changed, and then looks whether there was a first run.
    /// </summary>
    private static readonly string[] Reviewed = ["src/Platform/Data/Commands.cs"];

    [Fact]
    public void Every_catch_of_a_failed_save_says_which_conflict_it_means() =>
        Complaints.None(Source.Files("*.cs", "src").Where(f => Broad().IsMatch(Source.Read(f))).Except(Reviewed));

    [Fact]
    public void Every_reviewed_catch_is_still_there() =>
    Complaints.None(Reviewed.Where(f => !Broad().IsMatch(Source.Read(f))));

    [Theory]
    [InlineData("catch (DbUpdateException)\n")]
    [InlineData("catch (DbUpdateException failed)\n{")]
    [InlineData("catch (DbUpdateException) when (db.Entry(code).State == EntityState.Added)")]
    public void Probe_a_broad_catch_is_found(string code) => Assert.Matches(Broad(), code);

    [Theory]
    [InlineData("catch (DbUpdateException failed) when (failed.IsTaken<Bill>(db, nameof(Bill.OrderId)))")]
    [InlineData("catch (DbUpdateConcurrencyException) when (!http.Response.HasStarted)")]
    public void Probe_a_narrow_catch_is_not(string code) => Assert.DoesNotMatch(Broad(), code);

    [GeneratedRegex(@"catch\s*\(\s*DbUpdateException\b(?![^\n]*\bIsTaken<)")]
    private static partial Regex Broad();
}
