using OAuthClient;

namespace OAuthHarness.Prove;

/// <summary>The stores of a case.</summary>
internal sealed record StorePair(ITokenStore Tokens, IPendingDanceStore PendingDances);
