using OAuthHarness.Terminal;

namespace OAuthHarness.Profiles;

/// <summary>Values that name a variable of the environment: <c>env:NAME</c>.</summary>
internal static class EnvironmentText
{
    private const string Prefix = "env:";

    public static bool IsReference(string text) => text.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The value of the variable that a text names; any other text as it is.</summary>
    public static string Resolve(string text, string subject)
    {
        if (!IsReference(text))
            return text;
        var name = text[Prefix.Length..];
        return Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
            ? value
            : throw new HarnessException(
                ExitCode.WrongUse, $"{subject} is in the environment variable {PlainText.Of(name)}, which is not set. Set it.");
    }
}
