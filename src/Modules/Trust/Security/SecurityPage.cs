using System.Globalization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Restpy.Kernel;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.Trust.Checks;

namespace Restpy.Trust.Security;

/// <summary>What we promise, sentence by sentence, each with how it stands on this installation now.</summary>
[Open("public")]
[Compressed]
internal sealed class SecurityPage(ClaimRegister register, CheckSchedule rounds, WordList words, TimeProvider time)
: PageModel
{
    public IReadOnlyList<ClaimStatus> Standings { get; private set; } = [];

    public void OnGet() => Standings = rounds.Now();

    // The page goes to questionnaires and banks as it stands: in English, whoever reads it.
    public string Word(string key) => words.Find("en", key);

    public string Sentence(ClaimStatus standing) => register.Sentence(standing.Claim);

    public string HowWeKnow(ClaimStatus standing) => register.HowWeKnow(standing.Claim);

    public IEnumerable<(string Section, IEnumerable<ClaimStatus> Claims)> Sections =>
        ClaimRegister.Sections.Select(s => (s, Standings.Where(c => c.Claim.Section == s)));

    public int Count(ClaimState state) => Standings.Count(s => s.State == state);

    public static string Tone(ClaimState state) => state switch
    {
        ClaimState.Verified => "good",
        ClaimState.Failing => "bad",
        ClaimState.AssertedByOperator => "note",
        _ => "neutral",
    };

    public static string Icon(ClaimState state) => state switch
    {
        ClaimState.Verified => "check",
        ClaimState.Failing => "warning",
        ClaimState.AssertedByOperator => "note",
        _ => "minus",
    };

    /// <summary>How old what a check saw is.</summary>
    public static string Age(DateTimeOffset at, DateTimeOffset now) => (now - at) switch
    {
        { TotalSeconds: < 90 } age => $"{Math.Max(0, age.TotalSeconds):0} seconds ago",
        { TotalMinutes: < 90 } age => $"{age.TotalMinutes:0} minutes ago",
        var age => $"{age.TotalHours:0} hours ago",
    };

    public DateTimeOffset Now { get; } = time.GetUtcNow();

    public static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("d MMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
