using System.Collections.ObjectModel;
using OAuthClient.Http;
using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>The authorization code grant (RFC 6749 section 4.1) with PKCE (RFC 7636).</summary>
internal sealed class OAuth2Protocol(OAuth2Provider provider, DanceDependencies dependencies) : OAuthProtocol
{
    private readonly ProtocolClient _http = new(dependencies);
    private readonly ExtensionPipeline _extensions = new(provider, dependencies);

    public override CallbackErrorCodes CallbackErrors { get; } = new()
    {
        IdMissing = OAuthErrorCode.StateMissing,
        IdUnknown = OAuthErrorCode.StateUnknown,
        Expired = OAuthErrorCode.StateExpired,
        Reused = OAuthErrorCode.StateReused,
        WrongBrowser = OAuthErrorCode.StateWrongBrowser,
    };

    public override IReadOnlyList<string> UnrepeatableParameters { get; } =
        ["state", "code", "error", "error_description", "error_uri", "iss", .. provider.Quirks.CallbackParameters];

    public override IReadOnlyList<string> ReservedParameters { get; } = provider.ReservedNames;

    public override string? ReadId(OAuthCallback callback) => callback["state"];

    public override void CheckCallbackSource(OAuthCallback callback) =>
        AuthorizationResponse.CheckSource(callback, provider);

    public override async ValueTask<BegunLogin> BeginAsync(
        AuthorizationStart start, CancellationToken cancellationToken)
    {
        var scoped = start with { Scopes = start.Scopes.Count > 0 ? start.Scopes : provider.Scopes };
        var state = UnguessableText.Create(dependencies.Options.Random);
        var verifier = Pkce.Verifier(dependencies.Options.Random);
        var redirectUri = provider.Quirks.StateInRedirectUri
            ? UrlForm.Append(scoped.RedirectUri, [("state", state)]).OriginalString
            : scoped.RedirectUri;
        var parameters = AuthorizationRequest.Parameters(provider, scoped, redirectUri, state, verifier);
        var extensions = _extensions.Start();
        var push = PushedAuthorizationRequest.Create(_http, provider, parameters);
        var all = new AuthorizationParameters(parameters, isPushed: push is not null);
        await extensions.AuthorizeAsync(all, cancellationToken).ConfigureAwait(false);
        var url = push is null
            ? AuthorizationRequest.Url(provider, all.Pairs)
            : await push.SendAsync(all, extensions, cancellationToken).ConfigureAwait(false);
        return new(url, state, verifier)
        {
            RedirectUri = redirectUri,
            Scopes = scoped.Scopes,
            Data = extensions.MergeData(ReadOnlyDictionary<string, Secret>.Empty),
        };
    }

    public override ValueTask<OAuthCallback> OpenCallbackAsync(
        OAuthCallback callback, CancellationToken cancellationToken) =>
        _extensions.Start().OpenAsync(callback, cancellationToken);

    public override async ValueTask<PendingDance> CheckCallbackAsync(
        OAuthCallback callback, PendingDance pending, CancellationToken cancellationToken)
    {
        if (_extensions.IsEmpty)
            return pending;
        var extensions = _extensions.Start(pending.Data);
        await extensions.CheckAsync(callback, cancellationToken).ConfigureAwait(false);
        return pending with { Data = extensions.MergeData(pending.Data) };
    }

    public override async ValueTask<LoginGrant> FinishAsync(
        PendingDance pending, OAuthCallback callback, CancellationToken cancellationToken)
    {
        var code = AuthorizationResponse.Code(callback, provider);
        var request = TokenRequest.Create(provider, callback, pending, code);
        var requestedScopes = pending.Scope.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var extensions = _extensions.Start(pending.Data);
        var token = await SendAsync(request, requestedScopes, extensions, OAuth2Leg.Code, cancellationToken)
            .ConfigureAwait(false);
        token = await extensions.TokenAsync(token, null, OAuth2Leg.Code, cancellationToken).ConfigureAwait(false);
        return new(token, extensions.Findings);
    }

    public override bool CanRefresh(OAuthToken token) => !token.RefreshToken.IsEmpty;

    public override async ValueTask<OAuthToken> RefreshAsync(OAuthToken token, CancellationToken cancellationToken)
    {
        var request = RefreshRequest.Create(provider, token);
        var extensions = _extensions.Start(token.Data);
        var fresh = await SendAsync(
            request, token.GrantedScopes, extensions, OAuth2Leg.Refresh, cancellationToken).ConfigureAwait(false);
        var merged = RefreshRequest.Merge(token, fresh);
        return await extensions.TokenAsync(merged, token, OAuth2Leg.Refresh, cancellationToken).ConfigureAwait(false);
    }

    public override bool EndsLogin(OAuthError error) => RefreshRequest.IsRefreshTokenInvalid(error);

    public override ValueTask RevokeAsync(OAuthToken token, CancellationToken cancellationToken) =>
        provider.RevocationEndpoint is null
            ? default
            : new RevocationRequest(_http, provider).SendAsync(
                token, _extensions.Start(token.Data), cancellationToken);

    public override ValueTask AttachAsync(
        HttpRequestMessage request, OAuthToken token, CancellationToken cancellationToken)
    {
        if (_extensions.IsEmpty)
        {
            TokenAttachment.Attach(request, provider.Quirks, token.AccessToken);
            return ValueTask.CompletedTask;
        }
        // RFC 6749 section 7.1: the type says how the token is used; here it is the scheme.
        var scheme = provider.FindExtensionTokenType(token.TokenType) ?? provider.Quirks.TokenScheme;
        TokenAttachment.Attach(request, provider.Quirks with { TokenScheme = scheme }, token.AccessToken);
        return _extensions.Start(token.Data).CallApiAsync(new(request, token), cancellationToken);
    }

    public override bool ReadsApiAnswers => !_extensions.IsEmpty;

    public override ValueTask<bool> ReadApiAnswerAsync(
        HttpResponseMessage answer, OAuthToken token, CancellationToken cancellationToken) =>
        _extensions.Start(token.Data).CalledAsync(answer, cancellationToken);

    public override void Detach(HttpRequestMessage request)
    {
        TokenAttachment.Detach(request, provider.Quirks);
        ApiCall.RemoveHeaders(request);
    }

    private async Task<OAuthToken> SendAsync(
        ClientRequest request,
        IReadOnlyList<string> requestedScopes,
        ExtensionRun extensions,
        OAuth2Leg leg,
        CancellationToken cancellationToken)
    {
        var answer = await request.SendAsync(_http, extensions, leg, cancellationToken).ConfigureAwait(false);
        var now = dependencies.Options.Time.GetUtcNow();
        return TokenResponse.Read(answer, provider, requestedScopes, now, request.Secrets);
    }
}
