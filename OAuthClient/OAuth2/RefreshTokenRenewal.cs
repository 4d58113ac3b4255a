using OAuthClient.Http;
using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>
/// Renews a token by its refresh token (RFC 6749 section 6). The request is sent only once, since a refresh token that
/// has reached the provider may be spent; or once more, within the provider's <see cref="RefreshRules.ReplayWindow"/>.
/// </summary>
internal sealed class RefreshTokenRenewal(
    OAuth2Provider provider, ProtocolClient http, ExtensionPipeline extensions, OAuthDanceOptions options)
    : TokenRenewal
{
    private readonly TokenShape _shape = TokenShape.OfRefresh(provider);

    public override int MaxRequests =>
        (provider.Refresh.ReplayWindow > TimeSpan.Zero ? 2 : 1) * extensions.WaitsPerRequest;

    public override bool CanRenew(OAuthToken? token, DateTimeOffset now) => token is { RefreshToken.IsEmpty: false };

    public override async ValueTask<RenewalResult> RenewAsync(
        OAuthToken? token, RenewalLease lease, CancellationToken cancellationToken)
    {
        var result = await ReplayAsync(token!, lease, cancellationToken).ConfigureAwait(false);
        if (result is not { Failure.Meaning: RefusalMeaning.Dead })
            return result;
        if (FormerRefreshTokens.Restore(token!) is not { } former)
            return result;
        // The refresh token came in a failed answer and is none: the former one is sent, and kept if it fails for now.
        var restored = await RenewAsync(former, lease, cancellationToken).ConfigureAwait(false);
        return restored is { Token: null, Failure.Meaning: not RefusalMeaning.Dead }
            ? restored with { Token = former }
            : restored;
    }

    private async ValueTask<RenewalResult> ReplayAsync(
        OAuthToken token, RenewalLease lease, CancellationToken cancellationToken)
    {
        var sentAt = options.Time.GetTimestamp();
        var result = await RequestAsync(token, lease, cancellationToken).ConfigureAwait(false);
        var isReplayable = IsLost(result) && options.Time.GetElapsedTime(sentAt) < provider.Refresh.ReplayWindow;
        return isReplayable ? await RequestAsync(token, lease, cancellationToken).ConfigureAwait(false) : result;
    }

    private async Task<RenewalResult> RequestAsync(
        OAuthToken token, RenewalLease lease, CancellationToken cancellationToken)
    {
        var request = RefreshRequest.Create(provider, token, lease);
        var run = extensions.Start(token.Data);
        ProtocolAnswer answer;
        try
        {
            answer = await request.SendAsync(http, run, OAuth2Leg.Refresh, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is OAuthException or HostFailureException)
        {
            return Rescue(token, request.LastAnswer, failure);
        }
        OAuthToken fresh;
        try
        {
            var now = options.Time.GetUtcNow();
            fresh = new TokenResponse(provider, _shape).Read(answer, token.GrantedScopes, now, request.Secrets);
        }
        catch (OAuthException failure)
        {
            return Judge(token, answer, failure);
        }
        try
        {
            var merged = RefreshRequest.Merge(token, fresh);
            return new(await run.TokenAsync(merged, token, OAuth2Leg.Refresh, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception failure) when (failure is OAuthException or HostFailureException)
        {
            return Rescue(token, answer, failure);
        }
    }

    private RenewalResult Judge(OAuthToken token, ProtocolAnswer answer, OAuthException failure)
    {
        var fields = AnswerFields.Parse(answer);
        var words = new AnswerWords(answer, fields, fields is null ? null : _shape.FindTokenObject(fields));
        var meaning = RefreshRefusal.Judge(answer, provider.Refresh, words);
        var kept = KeepNewRefreshToken(token, answer);
        // The words refuse the old refresh token, and not the new one.
        return kept is null
            ? new(null, AnswerError.WithMeaning(failure, meaning))
            : new(kept, AnswerError.WithMeaning(failure, RefusalMeaning.Transient));
    }

    private RenewalResult Rescue(OAuthToken token, ProtocolAnswer? answer, Exception failure)
    {
        var kept = answer is null ? null : KeepNewRefreshToken(token, answer);
        return failure is HostFailureException fault
            ? new(kept) { Fault = fault }
            : new(kept, (OAuthException)failure);
    }

    private OAuthToken? KeepNewRefreshToken(OAuthToken token, ProtocolAnswer answer)
    {
        var rescued = RescuedRefreshToken.Find(answer, _shape, token.RefreshToken);
        if (rescued.IsEmpty)
            return null;
        // The answer of a success has spent the old refresh token; that of a failure may be an echo of the request.
        return answer.Status is >= 200 and < 300
            ? FormerRefreshTokens.Forget(token) with
            {
                RefreshToken = rescued,
                RefreshTokenExpiresAt = null,
            }
            : FormerRefreshTokens.Replace(token, rescued);
    }

    // The answer to a request is lost if there is none, if it breaks off, or if a gateway answers in its place. An
    // answer of 4xx has told what became of the request.
    private static bool IsLost(RenewalResult result) =>
        result is { Token: null, Fault: null, Failure.Error: { } error }
        && (error.Status is 502 or 504
            || (error.Status is null or < 400
                && error.Code is OAuthErrorCode.EndpointUnreachable
                    or OAuthErrorCode.EndpointTimeout
                    or OAuthErrorCode.AnswerUnreadable));
}
