using OAuthClient.Http;
using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>
/// Renews a token by its refresh token (RFC 6749 section 6). The request is sent only once, since a refresh token that
/// has reached the provider may be spent; or once more, within the provider's <see cref="RefreshRules.ReplayWindow"/>.
/// </summary>
internal sealed class RefreshTokenRenewal(OAuth2Provider provider, ProtocolClient http, OAuthDanceOptions options)
    : TokenRenewal
{
    private readonly TokenShape _shape = TokenShape.OfRefresh(provider);

    public override int MaxRequests => provider.Refresh.ReplayWindow > TimeSpan.Zero ? 2 : 1;

    public override bool CanRenew(OAuthToken? token, DateTimeOffset now) => token is { RefreshToken.IsEmpty: false };

    public override async ValueTask<RenewalResult> RenewAsync(OAuthToken? token, CancellationToken cancellationToken)
    {
        var sentAt = options.Time.GetTimestamp();
        var result = await RequestAsync(token!, cancellationToken).ConfigureAwait(false);
        var isReplayable = IsLost(result) && options.Time.GetElapsedTime(sentAt) < provider.Refresh.ReplayWindow;
        return isReplayable ? await RequestAsync(token!, cancellationToken).ConfigureAwait(false) : result;
    }

    private async Task<RenewalResult> RequestAsync(OAuthToken token, CancellationToken cancellationToken)
    {
        var request = RefreshRequest.Create(provider, token);
        ProtocolAnswer answer;
        try
        {
            answer = await request.SendAsync(http, cancellationToken).ConfigureAwait(false);
        }
        catch (OAuthException failure)
        {
            return new(null, failure);
        }
        try
        {
            var now = options.Time.GetUtcNow();
            var fresh = new TokenResponse(provider, _shape).Read(answer, token.GrantedScopes, now, request.Secrets);
            return new(RefreshRequest.Merge(token, fresh));
        }
        catch (OAuthException failure)
        {
            return Judge(token, answer, failure);
        }
    }

    private RenewalResult Judge(OAuthToken token, ProtocolAnswer answer, OAuthException failure)
    {
        var fields = AnswerFields.Parse(answer);
        var words = new AnswerWords(answer, fields, fields is null ? null : _shape.FindTokenObject(fields));
        var meaning = RefreshRefusal.Judge(answer, provider.Refresh, words);
        var rescued = RescuedRefreshToken.Find(answer, _shape, token.RefreshToken);
        if (rescued.IsEmpty)
            return new(null, AnswerError.WithMeaning(failure, meaning));
        // The new refresh token has not been refused yet, whatever the words are.
        var kept = token with
        {
            RefreshToken = rescued,
            RefreshTokenExpiresAt = null,
        };
        return new(kept, AnswerError.WithMeaning(failure, RefusalMeaning.Transient));
    }

    // The answer to a request is lost if there is none, if it breaks off, or if a gateway answers in its place. An
    // answer of 4xx has told what became of the request.
    private static bool IsLost(RenewalResult result) => result is
    {
        Token: null,
        Failure.Error: { Status: null or < 400 or 502 or 504 } error,
    }
    && error.Code is OAuthErrorCode.EndpointUnreachable
        or OAuthErrorCode.EndpointTimeout
        or OAuthErrorCode.AnswerUnreadable
        or OAuthErrorCode.EndpointHttp;
}
