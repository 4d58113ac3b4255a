using System.Text.RegularExpressions;

namespace OAuthClient.Tests;

/// <summary>Changes to the address of a callback, by the names of its parameters.</summary>
internal static class Callbacks
{
    /// <summary>What the protocol recognizes a callback by.</summary>
    public static string IdParameter(Protocol protocol) => protocol == Protocol.OAuth2 ? "state" : "oauth_token";

    /// <summary>What the callback brings.</summary>
    public static string CodeOrVerifierParameter(Protocol protocol) =>
        protocol == Protocol.OAuth2 ? "code" : "oauth_verifier";

    /// <summary>Our code, for what is wrong with the handle.</summary>
    public static string ErrorCode(Protocol protocol, string what) =>
        $"{(protocol == Protocol.OAuth2 ? "state" : "request_token")}_{what}";

    /// <summary>A callback that says no, for the same login.</summary>
    public static string Denial(Protocol protocol, string callback)
    {
        var handle = Value(callback, IdParameter(protocol));
        return protocol == Protocol.OAuth2
            ? $"?error=access_denied&state={handle}&iss=https%3A%2F%2Fpretend.example"
            : $"?denied={handle}";
    }

    /// <summary>A parameter's value as it stands in the address.</summary>
    public static string Value(string callback, string name) =>
        Regex.Match(callback, $"[?&]{name}=([^&]*)").Groups[1].Value;

    public static string WithValue(string callback, string name, string value) =>
        Regex.Replace(callback, $"(?<=[?&]{name}=)[^&]*", value.Replace("$", "$$", StringComparison.Ordinal));

    public static string Without(string callback, string name) =>
        Regex.Replace(callback, $"(?<=[?&]){name}=[^&]*&?", "");
}
