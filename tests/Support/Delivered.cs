namespace Restpy.TestSupport;

/// <summary>A letter as <see cref="MailCarrier"/> took it.</summary>
public sealed record Delivered(string From, string To, string Text)
{
    public string Header(string name) => Text.Split("\r\n")
        .FirstOrDefault(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim()
        ?? "";
}
