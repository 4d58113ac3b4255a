namespace OAuthClient.OAuth1;

/// <summary>
/// Renews a token by its session handle: the access token request of the OAuth Session extension, as at Yahoo. The
/// request is sent once, but for a timestamp that the provider refuses.
/// </summary>
internal sealed class SessionHandleRenewal(OAuth1Provider provider, CredentialsRequest credentials, TimeProvider time)
{
    private const string SessionHandle = "oauth_session_handle";

    // The provider's words for a handle or a token that it will never renew.
    private static readonly HashSet<string> FinalErrors = new(StringComparer.OrdinalIgnoreCase)
    {
        "token_expired", "token_rejected", "token_revoked", "token_used", "token_invalid", "invalid_token",
        "permission_denied", "additional_authorization_required", "user_refused", "session_handle_expired",
        "session_handle_invalid", "session_handle_rejected", "invalid_session_handle",
    };

    /// <summary>Whether the token came with a session handle.</summary>
    public bool CanRenew(OAuthToken token) =>
        provider.TokenEndpoint is not null
        && token.Fields.TryGetValue(SessionHandle, out var handle)
        && !handle.IsEmpty;

    /// <summary>Requests a new token for one that <see cref="CanRenew"/>.</summary>
    /// <returns>The new token. Fields that the answer leaves out are those of the old token.</returns>
    public async ValueTask<OAuthToken> RenewAsync(OAuthToken token, CancellationToken cancellationToken)
    {
        var handle = token.Fields[SessionHandle];
        var call = new CredentialsCall(provider.TokenEndpoint!)
        {
            Token = (token.AccessToken, token.TokenSecret),
            ProtocolParameters = [(SessionHandle, handle.Reveal())],
            SecretValues = [handle],
        };
        var answer = await credentials.SendAsync(call, cancellationToken).ConfigureAwait(false);
        var fields = token.Fields.ToDictionary(
            field => field.Key, field => field.Value.Reveal(), StringComparer.Ordinal);
        foreach (var (name, value) in answer)
            fields[name] = value;
        return TokenCredentials.Create(fields, time.GetUtcNow());
    }

    /// <summary>
    /// Whether the error says that the provider will never renew the token. A provider that is out of order says
    /// nothing about the token, whatever its words are.
    /// </summary>
    public static bool EndsLogin(OAuthError error) =>
        error.Code == OAuthErrorCode.ProviderError
        && error.Status is not (408 or 429 or >= 500)
        && error.ProviderError is { } providerError
        && FinalErrors.Contains(providerError);
}
