using System.CommandLine;
using OAuthClient;

namespace OAuthHarness.Terminal;

/// <summary>
/// Options whose values are secrets: <c>env:NAME</c> takes one from the environment, <c>@FILE</c> from a file and
/// <c>-</c> from a line of stdin, so that no list of processes shows it.
/// </summary>
internal static class SecretInput
{
    private const string EnvironmentPrefix = "env:";

    public static Option<string?> CreateOption(string name, string description) => new(name)
    {
        Description = $"{description} env:NAME takes it from the environment, @FILE from a file, - from stdin.",
    };

    /// <summary>The option's value or, without one, what the person types.</summary>
    public static async Task<Secret> ReadAsync(CommandRun run, Option<string?> option, string question)
    {
        var given = run.Parsed.GetValue(option);
        if (given is not null)
            return await ResolveAsync(run, option.Name, given);
        return await run.Prompt.AskSecretAsync(given, option.Name, question, run.CancellationToken);
    }

    /// <summary>The secret that a word on the command line stands for.</summary>
    public static async Task<Secret> ResolveAsync(CommandRun run, string flag, string word)
    {
        if (word == "-")
            return await Console.In.ReadLineAsync(run.CancellationToken) ?? throw Missing(flag, "stdin, which is empty");
        if (word.StartsWith('@'))
            return (await File.ReadAllTextAsync(word[1..], run.CancellationToken)).Trim();
        if (!word.StartsWith(EnvironmentPrefix, StringComparison.Ordinal))
            return word;
        var variable = word[EnvironmentPrefix.Length..];
        return Environment.GetEnvironmentVariable(variable)
            ?? throw Missing(flag, $"the environment variable {variable}, which is not set");
    }

    private static HarnessException Missing(string flag, string source) =>
        new(ExitCode.WrongUse, $"{flag} names {source}.");
}
