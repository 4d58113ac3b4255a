namespace OAuthHarness.Prove;

/// <summary>The protocol that a flow speaks.</summary>
internal enum ProvedProtocol
{
    OAuth1,
    OAuth2,
}
