using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>Gets a new token by the same grant again, also when none is stored yet.</summary>
internal sealed class GrantRenewal(OAuth2Protocol protocol, OAuth2Grant grant, int waitsPerRequest) : TokenRenewal
{
    // The grant may wait for a delegate of the host, and for a subject token.
    public override int MaxRequests => 2 + waitsPerRequest;

    public override bool CanRenew(OAuthToken? token, DateTimeOffset now) => true;

    public override async ValueTask<RenewalResult> RenewAsync(
        OAuthToken? token, RenewalLease lease, CancellationToken cancellationToken)
    {
        try
        {
            var granted = await protocol.RequestAsync(grant, lease, cancellationToken).ConfigureAwait(false);
            // A token that has ended when it comes would be requested again at each call.
            if (granted.Token.ExpiresAt <= granted.Token.ReceivedAt)
                return new(null, CreateEnded());
            // RFC 6749 section 4.4.3: the grant itself renews the token.
            return new(granted.Token with { RefreshToken = default, RefreshTokenExpiresAt = null });
        }
        // A renewal that fails ends no login: the same request may succeed later, whatever the provider's words.
        catch (OAuthException failure)
        {
            return new(null, failure);
        }
        catch (HostFailureException fault)
        {
            return new(null) { Fault = fault };
        }
    }

    private static OAuthException CreateEnded() => new(OAuthOutcomeKind.ProviderFailed, new(
        OAuthErrorCode.GrantAnswerInvalid, "The token has ended as it comes: its lifetime is not positive.")
    {
        Hint = "If the provider means by 0 that the token does not end, set Quirks.ZeroMeansNoExpiry.",
    });
}
