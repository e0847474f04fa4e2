using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Audit.Export;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Audit.Checks;

/// <summary>L3: writes the newest part of each log as CSV, to nowhere, and says when somebody last took one.</summary>
internal static partial class ExportCheck
{
    private static readonly LogFilter Everything = new(null, null, null, null, null, null, null);

    public static async Task<Finding> RunAsync(IServiceProvider services, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        var parts = await EachRestaurant.AsksAsync(services, s => WriteAsync(s, ct), ct);
        var took = Stopwatch.GetElapsedTime(started);
        if (parts.Sum(p => p.Rows) is var rows && rows == 0)
            return new(ClaimState.NotVerifiedHere, "There is no entry in the log yet that could be exported.");
        if (parts.Sum(p => p.Formulas) is > 0 and var formulas)
            return new(ClaimState.Failing,
                $"{formulas} cells of the export would be run as formulas by a spreadsheet.");
        if (parts.Any(p => p.Rows != p.Entries))
            return new(ClaimState.Failing, "The export does not hold an entry for each row of the log.");
        var last = parts.Max(p => p.LastTaken);
        return new(ClaimState.Verified,
            $"{rows} entries of {parts.Count} restaurants were written as CSV in {took.TotalMilliseconds:0} ms, none "
                + $"of their {parts.Sum(p => p.Cells)} cells begins as a formula, whatever character separates. "
            + (last is { } at
                ? $"The last export by a person: "
                    + $"{at.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture)}."
                    : "Nobody has taken one yet."));
    }

    private static async Task<(int Entries, int Rows, int Cells, int Formulas, DateTimeOffset? LastTaken)> WriteAsync(
        IServiceProvider services, CancellationToken ct)
    {
        var entries = await services.GetRequiredService<ActivityLog>().ReadAsync(Everything, LogExport.AtOnce, ct);
        var written = entries.Select(e => LogExport.Row(e, TimeZoneInfo.Utc)).ToList();
        var cells = written.SelectMany(CellsOf).ToList();
        // A row may hold line breaks of its own inside quotes; what ends it is a break after an even number of them.
        var rows = written.Count(
            r => r.EndsWith("\"\r\n", StringComparison.Ordinal) && r.Count(c => c == '"') % 2 == 0);
        var last = await services.GetRequiredService<RestpyDb>().Set<AuditEntry>()
            .Where(e => e.Action == "audit.exported").OrderByDescending(e => e.At).Select(e => (DateTimeOffset?)e.At)
            .FirstOrDefaultAsync(ct);
        return (entries.Count, rows, cells.Count, cells.Count(IsFormula), last);
    }

    /// <summary>Read back by a rule of its own, not by the one that wrote them.</summary>
    private static IEnumerable<string> CellsOf(string row) =>
        Quoted().Matches(row).Select(m => m.Groups[1].Value.Replace("\"\"", "\"", StringComparison.Ordinal));

    internal static bool IsFormula(string cell)
    {
        var begins = true;
        foreach (var letter in cell)
        {
            if (letter is ',' or ';' or '|' or '\t' or '\n') begins = true;
            else if (begins && letter is '=' or '+' or '-' or '@') return !Number().IsMatch(cell);
            else if (!char.IsWhiteSpace(letter)) begins = false;
        }
        return false;
    }

    [GeneratedRegex("\"((?:[^\"]|\"\")*)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^-?[0-9]+(?:\.[0-9]+)?\z")]
    private static partial Regex Number();
}
