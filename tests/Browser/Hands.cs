using Microsoft.Playwright;

namespace Restpy.BrowserTests;

/// <summary>Counts what a person does.</summary>
internal sealed class Hands
{
    public int Clicks { get; private set; }

    public int Fields { get; private set; }

    public async Task ClickAsync(ILocator what)
    {
        Clicks++;
        await what.ClickAsync();
    }

    public async Task TypeAsync(ILocator field, string text)
    {
        Fields++;
        await field.FillAsync(text);
    }

    public async Task ChooseAsync(ILocator select, string value)
    {
        Clicks += 2;
        await select.SelectOptionAsync(value);
    }
}
