namespace OAuthClient.OAuth1;

/// <summary>The kinds of problems that an OAuth 1 provider reports.</summary>
internal enum Problem
{
    /// <summary>A problem of no kind that is known.</summary>
    Unknown,
    Signature,
    SignatureMethod,
    Nonce,
    Timestamp,
    Client,
    Verifier,
    Token,
    Callback,
    Permission,
    Parameter,
    Version,
}
