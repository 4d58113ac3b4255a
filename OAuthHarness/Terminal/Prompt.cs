using Spectre.Console;

namespace OAuthHarness.Terminal;

/// <summary>
/// Asks for a value at a terminal. Without a terminal, or with --no-input, a missing value is an error that names the
/// flag that gives it.
/// </summary>
internal sealed class Prompt(IAnsiConsole people, bool mayAsk)
{
    /// <summary>Whether a person can answer.</summary>
    public bool IsPossible { get; } =
        mayAsk && people.Profile.Capabilities.Interactive && !Console.IsInputRedirected;

    /// <summary>The value that was given or, without one, what the person types.</summary>
    public async Task<string> AskAsync(
        string? given, string flag, string question, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrWhiteSpace(given))
            return given;
        ThrowIfImpossible(flag, question);
        return await new TextPrompt<string>(Markup.Escape(question)).ShowAsync(people, cancellationToken);
    }

    /// <summary>As <see cref="AskAsync"/>, without showing what is typed. An empty answer is taken.</summary>
    public async Task<string> AskSecretAsync(
        string? given, string flag, string question, CancellationToken cancellationToken)
    {
        if (given is not null)
            return given;
        ThrowIfImpossible(flag, question);
        return await new TextPrompt<string>(Markup.Escape(question)).Secret(null).AllowEmpty()
            .ShowAsync(people, cancellationToken);
    }

    /// <summary>As <see cref="AskAsync"/>, for a value that may stay empty; empty where nothing can be asked.</summary>
    public async Task<string> AskOptionalAsync(string question, CancellationToken cancellationToken) => IsPossible
        ? await new TextPrompt<string>(Markup.Escape(question)).AllowEmpty().ShowAsync(people, cancellationToken)
        : "";

    private void ThrowIfImpossible(string flag, string question)
    {
        if (!IsPossible)
            throw new HarnessException(ExitCode.WrongUse, $"Give {flag}: {question} There is no terminal to ask at.");
    }
}
