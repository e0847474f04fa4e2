using Restpy.Kernel;

namespace Restpy.Menu.Contract.Questions;

/// <summary>Keys that people read in addresses and files: the name in small plain letters.</summary>
public static class KeyText
{
    /// <returns>The name as a key, with a number behind it where that is taken.</returns>
    public static string New(LocalText name, string fallback, Func<string, bool> isTaken) =>
        MenuForms.NewKey(name, fallback, isTaken);
}
