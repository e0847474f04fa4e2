namespace Restpy.Billing;

/// <param name="By">Who gives the money back.</param>
/// <param name="Second">Who agreed to it; empty where nobody had to.</param>
internal sealed record Signed(string By, string Second = "");
