using OAuthClient.Internal;

namespace OAuthClient.OAuth1;

/// <summary>
/// Renews a token by its session handle: the access token request of the OAuth Session extension, as at Yahoo. The
/// request is sent once, but for a timestamp that the provider refuses.
/// </summary>
internal sealed class SessionHandleRenewal(OAuth1Provider provider, CredentialsRequest credentials, TimeProvider time)
    : TokenRenewal
{
    private const string SessionHandle = "oauth_session_handle";

    public override bool CanRenew(OAuthToken? token, DateTimeOffset now) =>
        provider.TokenEndpoint is not null
        && token is not null
        && token.Fields.TryGetValue(SessionHandle, out var handle)
        && !handle.IsEmpty;

    public override async ValueTask<RenewalResult> RenewAsync(
        OAuthToken? token, RenewalLease lease, CancellationToken cancellationToken)
    {
        try
        {
            return new(await RequestAsync(token!, lease, cancellationToken).ConfigureAwait(false));
        }
        catch (OAuthException failure)
        {
            return new(null, failure);
        }
    }

    // Fields that the answer leaves out are those of the old token.
    private async Task<OAuthToken> RequestAsync(
        OAuthToken token, RenewalLease lease, CancellationToken cancellationToken)
    {
        var handle = token.Fields[SessionHandle];
        var call = new CredentialsCall(provider.TokenEndpoint!)
        {
            Token = (token.AccessToken, token.TokenSecret),
            ProtocolParameters = [(SessionHandle, handle.Reveal())],
            SecretValues = [handle],
            Lease = lease,
        };
        var answer = await credentials.SendAsync(call, cancellationToken).ConfigureAwait(false);
        var fields = token.Fields.ToDictionary(
            field => field.Key, field => field.Value.Reveal(), StringComparer.Ordinal);
        foreach (var (name, value) in answer)
            fields[name] = value;
        return TokenCredentials.Create(fields, time.GetUtcNow()) with { Data = token.Data };
    }
}
