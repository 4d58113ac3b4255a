using OAuthClient;

namespace OAuthHarness.Calls;

/// <summary>The address of a call: absolute, or a path below the base address of the provider's API.</summary>
internal static class CallAddress
{
    public static Uri Of(string text, OAuthProvider provider)
    {
        if (IsAbsolute(text))
        {
            return Uri.TryCreate(text, UriKind.Absolute, out var absolute) && absolute.Scheme is "http" or "https"
                ? absolute
                : throw Wrong($"'{text}' is no http or https address.");
        }
        if (text.Length == 0 || text.StartsWith("//", StringComparison.Ordinal) || text.Any(char.IsWhiteSpace))
            throw Wrong($"'{text}' is no address and no path. Write a path with its spaces escaped (%20).");
        if (provider.ApiBaseUrl is null)
        {
            throw Wrong(
                $"'{text}' is no absolute address, and '{provider.Name}' has no base address. Give --api URL, or the "
                + "whole address.");
        }
        return new($"{provider.ApiBaseUrl.TrimEnd('/')}/{text.TrimStart('/')}");
    }

    // A scheme ends with a colon, before the first slash or question mark.
    private static bool IsAbsolute(string text) =>
        text.IndexOfAny([':', '/', '?']) is var at and > 0 && text[at] == ':';

    private static HarnessException Wrong(string message) => new(ExitCode.WrongUse, message);
}
