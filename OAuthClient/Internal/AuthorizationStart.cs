namespace OAuthClient.Internal;

/// <summary>The redirect URI, the scopes and the further parameters with which a protocol begins a login.</summary>
internal sealed record AuthorizationStart(
    string RedirectUri, IReadOnlyList<string> Scopes, IReadOnlyDictionary<string, string> Parameters);
