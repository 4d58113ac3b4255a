using System.Text.RegularExpressions;

namespace OAuthClient.Tests;

/// <summary>Reads and changes the parameters of a callback URL.</summary>
internal static class Callbacks
{
    /// <summary>The name of the callback parameter that identifies the login: the state or the request token.</summary>
    public static string IdParameter(Protocol protocol) => protocol == Protocol.OAuth2 ? "state" : "oauth_token";

    /// <summary>
    /// The name of the callback parameter that the token request needs: the authorization code or the verifier.
    /// </summary>
    public static string CodeOrVerifierParameter(Protocol protocol) =>
        protocol == Protocol.OAuth2 ? "code" : "oauth_verifier";

    /// <summary>The library's error code for a fault of the state or the request token, such as "missing".</summary>
    public static string ErrorCode(Protocol protocol, string fault) =>
        $"{(protocol == Protocol.OAuth2 ? "state" : "request_token")}_{fault}";

    /// <summary>Changes an allowing callback into the callback by which the provider denies the same login.</summary>
    public static string Denial(Protocol protocol, string callback)
    {
        var id = Value(callback, IdParameter(protocol));
        return protocol == Protocol.OAuth2
            ? $"?error=access_denied&state={id}&iss=https%3A%2F%2Fpretend.example"
            : $"?denied={id}";
    }

    /// <summary>The value of a callback parameter, percent-encoded as in the URL.</summary>
    public static string Value(string callback, string name) =>
        Regex.Match(callback, $"[?&]{name}=([^&]*)").Groups[1].Value;

    public static string WithValue(string callback, string name, string value) =>
        Regex.Replace(callback, $"(?<=[?&]{name}=)[^&]*", value.Replace("$", "$$", StringComparison.Ordinal));

    public static string Without(string callback, string name) =>
        Regex.Replace(callback, $"(?<=[?&]){name}=[^&]*&?", "");
}
