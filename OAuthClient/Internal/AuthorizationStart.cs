namespace OAuthClient.Internal;

/// <summary>The input of a protocol that begins a login.</summary>
internal sealed record AuthorizationStart(
    string RedirectUri, IReadOnlyList<string> Scopes, IReadOnlyDictionary<string, string> Parameters);
