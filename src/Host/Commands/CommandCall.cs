using Restpy.Platform.Web;

namespace Restpy.Host.Commands;

/// <summary>One operator command: what was typed, the product it runs in, and where its answer goes.</summary>
/// <param name="Services">A scope of the product, running or opened for this command alone.</param>
/// <param name="Words">The command and what follows it up to the first option.</param>
/// <param name="Options">What was given as --name value.</param>
/// <param name="Here">The address links in the answer start with.</param>
/// <param name="Output">Read by the person who typed the command.</param>
internal sealed record CommandCall(
    IServiceProvider Services, string[] Words, IConfiguration Options, Uri Here, TextWriter Output)
{
    public string? Word(int index) => Words.ElementAtOrDefault(index);

    /// <summary>Prints why nothing was done.</summary>
    /// <returns>The exit code.</returns>
    public int Refuse(string why)
    {
        Output.WriteLine(why);
        return 1;
    }

    /// <summary>Prints the sentence of an error, in English.</summary>
    public int Refuse(Kernel.Error error) =>
        Refuse(Services.GetRequiredService<WordList>().Find("en", $"error.{error.Code}", error));
}

/// <param name="Fault">What is missing in what was typed, before anything is opened; null where nothing is.</param>
/// <param name="RunAsync">Its exit code is the program's.</param>
internal sealed record OperatorCommand(
    Func<string[], IConfiguration, string?> Fault, Func<CommandCall, CancellationToken, Task<int>> RunAsync);
