namespace OAuthClient.OAuth1;

/// <summary>
/// Signs requests outside of a session: to try a provider, or for a flow that the library does not know. Thread-safe.
/// </summary>
/// <remarks>A session signs its calls by itself, and knows the provider's clock.</remarks>
public static class RequestSignature
{
    // The signer sets these itself.
    private static readonly string[] SignersParameters =
    [
        "oauth_consumer_key", "oauth_signature_method", "oauth_timestamp", "oauth_nonce", "oauth_version",
        "oauth_token", "oauth_body_hash", "oauth_signature",
    ];

    /// <summary>
    /// Signs a request in place (RFC 5849 section 3.1), with a fresh nonce and the system's time. An earlier signature
    /// of this client is replaced. The request must not change afterwards.
    /// </summary>
    /// <param name="provider">The provider's value, with your client's credentials.</param>
    /// <param name="request">The request. Its address is absolute.</param>
    /// <param name="token">The token; by default none, as in the first leg and for calls without a user.</param>
    /// <param name="parameters">
    /// Further parameters of the protocol, such as <c>oauth_callback</c> in the first leg and <c>oauth_verifier</c> in
    /// the third. The default is none.
    /// </param>
    /// <param name="cancellationToken">Cancels reading the body.</param>
    /// <returns>A task that ends when the request is signed.</returns>
    /// <exception cref="ArgumentException">
    /// The provider's value is invalid, the address is relative, or a parameter is not one of the protocol or is one
    /// that signing sets itself.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The request has an Authorization header of its own, where the signature must go.
    /// </exception>
    public static async Task AddAsync(
        OAuth1Provider provider,
        HttpRequestMessage request,
        OAuthToken? token = null,
        IReadOnlyDictionary<string, string>? parameters = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(request);
        provider.ThrowIfInvalid();
        if (request.RequestUri is not { IsAbsoluteUri: true })
            throw new ArgumentException("The request has no absolute address.", nameof(request));
        var further = (parameters ?? new Dictionary<string, string>()).Select(pair => (pair.Key, pair.Value)).ToArray();
        foreach (var (name, _) in further)
            ThrowIfNotAllowed(name);
        var signer = new HttpRequestSigner(provider, new(provider, new()));
        var credentials = token is null ? default : (token.AccessToken, token.TokenSecret);
        await signer.SignAsync(request, credentials, further, cancellationToken).ConfigureAwait(false);
    }

    private static void ThrowIfNotAllowed(string name)
    {
        if (name.StartsWith("oauth_", StringComparison.Ordinal) && !SignersParameters.Contains(name))
            return;
        throw new ArgumentException(
            $"'{name}' is no further parameter of the protocol. It must begin with oauth_, such as oauth_callback, and be "
            + $"none of {string.Join(", ", SignersParameters)}.");
    }
}
