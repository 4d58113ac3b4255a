namespace OAuthClient.Internal;

/// <summary>The token of a login, with the findings of extensions about it. Prints without secrets.</summary>
internal sealed record LoginGrant(OAuthToken Token, IReadOnlyList<object> Findings);
