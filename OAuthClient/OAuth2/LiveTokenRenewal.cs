using OAuthClient.Http;
using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>
/// Renews a live access token that came without a refresh token (<see cref="LiveTokenRequest"/>): when half of its
/// lifetime is over, since an expired token cannot be renewed.
/// </summary>
internal sealed class LiveTokenRenewal(
    OAuth2Provider provider, ProtocolClient http, ExtensionPipeline extensions, OAuthDanceOptions options)
    : TokenRenewal
{
    private const string LongLived = "long_lived";
    private readonly TokenResponse _response = new(provider, TokenShape.OfRefresh(provider));

    public override int MaxRequests => extensions.WaitsPerRequest;

    public override bool ReplacesRefused => false;

    public override bool CanRenew(OAuthToken? token, DateTimeOffset now) =>
        token is not null
        && RequestFor(token) is { } request
        && !(token.ExpiresAt <= now)
        && !IsYounger(token, now, request.MinAge);

    public override DateTimeOffset? DueAt(OAuthToken token) => (IsShortLived(token), token) switch
    {
        (true, { ReceivedAt: not null }) => DateTimeOffset.MinValue,
        (true, _) => null,
        (_, { ReceivedAt: { } begin, ExpiresAt: { } end }) => begin + ((end - begin) / 2),
        _ => DateTimeOffset.MaxValue,
    };

    /// <summary>
    /// Exchanges the token of a login for one with a longer lifetime, if the provider has such tokens.
    /// </summary>
    /// <returns>The token to use: that of the login, if the exchange failed. A later call tries again.</returns>
    public async ValueTask<OAuthToken> ExchangeAsync(OAuthToken token, CancellationToken cancellationToken)
    {
        if (!IsShortLived(token) || !CanRenew(token, options.Time.GetUtcNow()))
            return token;
        try
        {
            var result = await RenewAsync(token, RenewalLease.None, cancellationToken).ConfigureAwait(false);
            return result.Token ?? token;
        }
        // The code is spent, and its token is good. The next call tries again, and tells the failure.
        catch (HostFailureException)
        {
            return token;
        }
    }

    public override async ValueTask<RenewalResult> RenewAsync(
        OAuthToken? token, RenewalLease lease, CancellationToken cancellationToken)
    {
        var old = token!;
        var live = RequestFor(old)!;
        var request = new ClientRequest(provider, live.Endpoint)
        {
            IsAnonymous = true,
            Lease = lease,
            UsesGet = live.UsesGet,
        };
        request.AddSecret(old.AccessToken);
        request.AddRange(ParameterTemplate.Fill(
            live.Parameters, placeholder => LoginData.FindValue(provider, old, placeholder)));
        ProtocolAnswer? answer = null;
        try
        {
            var run = extensions.Start(old.Data);
            answer = await request.SendAsync(http, run, OAuth2Leg.LiveToken, cancellationToken).ConfigureAwait(false);
            var now = options.Time.GetUtcNow();
            var fresh = _response.Read(answer, old.GrantedScopes, now, request.Secrets);
            var renewed = RefreshRequest.Merge(old, fresh);
            var data = new Dictionary<string, Secret>(renewed.Data, StringComparer.Ordinal) { [LongLived] = "true" };
            return new(await run.TokenAsync(
                renewed with { Data = data }, old, OAuth2Leg.LiveToken, cancellationToken).ConfigureAwait(false));
        }
        catch (OAuthException failure)
        {
            return new(null, answer is null ? failure : Judge(answer, failure));
        }
    }

    // The clock may have been set back since the token was received: then its age is unknown, and not negative.
    private static bool IsYounger(OAuthToken token, DateTimeOffset now, TimeSpan age) =>
        token.ReceivedAt <= now && now - token.ReceivedAt < age;

    private OAuthException Judge(ProtocolAnswer answer, OAuthException failure)
    {
        var words = new AnswerWords(answer, AnswerFields.Parse(answer), tokenObject: null);
        return AnswerError.WithMeaning(failure, RefreshRefusal.Judge(answer, provider.Refresh, words));
    }

    private bool IsShortLived(OAuthToken token) =>
        provider.LongLivedToken is not null && token.RefreshToken.IsEmpty && !token.Data.ContainsKey(LongLived);

    private LiveTokenRequest? RequestFor(OAuthToken token)
    {
        if (!token.RefreshToken.IsEmpty)
            return null;
        return IsShortLived(token) ? provider.LongLivedToken : provider.Refresh.LiveToken;
    }
}
