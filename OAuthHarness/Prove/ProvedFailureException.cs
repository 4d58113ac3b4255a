using OAuthClient;

namespace OAuthHarness.Prove;

/// <summary>A refresh of a <see cref="SmallClient"/> that failed and was told.</summary>
internal sealed class ProvedFailureException(OAuthError error) : Exception(error.Message);
