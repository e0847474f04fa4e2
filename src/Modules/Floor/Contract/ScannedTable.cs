using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Floor.Contract.Questions;
using Restpy.Floor.Scan;
using Restpy.Platform.Gates;

namespace Restpy.Floor.Contract;

/// <summary>The table a guest's phone stands at, proven by the signed token of its QR code.</summary>
public sealed record ScannedTable(TableInfo Table, string Token);

public static class ScannedTableExtensions
{
    private static readonly object Key = new();

    /// <summary>The scanned table; only behind <see cref="FromQrAttribute"/>.</summary>
    public static ScannedTable ScannedTable(this HttpContext http) => (ScannedTable)http.Items[Key]!;

    internal static void Enter(this HttpContext http, ScannedTable table) => http.Items[Key] = table;
}
