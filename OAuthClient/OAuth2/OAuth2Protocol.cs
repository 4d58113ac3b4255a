using System.Collections.ObjectModel;
using OAuthClient.Http;
using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>
/// The authorization code grant (RFC 6749 section 4.1) with PKCE (RFC 7636), and the grants that are classes.
/// </summary>
internal sealed class OAuth2Protocol : OAuthProtocol
{
    private readonly OAuth2Provider _provider;
    private readonly OAuthDanceOptions _options;
    private readonly ProtocolClient _http;
    private readonly ExtensionPipeline _extensions;
    private readonly LiveTokenRenewal _liveTokens;
    private readonly GrantServices _grants;

    public OAuth2Protocol(OAuth2Provider provider, DanceDependencies dependencies)
    {
        _provider = provider;
        _options = dependencies.Options;
        _http = new(dependencies);
        _extensions = new(provider, dependencies);
        _liveTokens = new(provider, _http, _extensions, _options);
        _grants = new(_http, _extensions, _options);
        Renewals = [new RefreshTokenRenewal(provider, _http, _extensions, _options), _liveTokens];
        UnrepeatableParameters = [.. CallbackFields.WireNames(provider.Quirks), .. provider.CallbackParameters];
        JudgedParameters = CallbackFields.JudgedNames(provider);
        ReservedParameters = provider.ReservedNames;
    }

    public override CallbackErrorCodes CallbackErrors { get; } = new()
    {
        IdMissing = OAuthErrorCode.StateMissing,
        IdUnknown = OAuthErrorCode.StateUnknown,
        Expired = OAuthErrorCode.StateExpired,
        Reused = OAuthErrorCode.StateReused,
        WrongBrowser = OAuthErrorCode.StateWrongBrowser,
    };

    public override TokenRenewal[] Renewals { get; }

    public override IReadOnlyList<string>? JudgedParameters { get; }

    public override IReadOnlyList<string> UnrepeatableParameters { get; }

    public override IReadOnlyList<string> ReservedParameters { get; }

    public override string? ReadId(OAuthCallback callback) => new CallbackFields(callback, _provider.Quirks)["state"];

    public override OAuthException CreateIdMissingError(OAuthCallback callback, bool hasBrowserKey) =>
        UnsolicitedResponse.FindError(callback, _provider.Quirks)
        ?? base.CreateIdMissingError(callback, hasBrowserKey);

    public override void CheckCallbackSource(OAuthCallback callback, CallbackChecks? checks) =>
        AuthorizationResponse.CheckSource(callback, _provider, checks);

    public override async ValueTask<BegunLogin> BeginAsync(
        AuthorizationStart start, CancellationToken cancellationToken)
    {
        var scoped = start with { Scopes = start.Scopes.Count > 0 ? start.Scopes : _provider.Scopes };
        var state = UnguessableText.Create(_options.Random);
        var verifier = Pkce.Verifier(_provider, _options.Random);
        var stateName = CallbackFields.NameOf("state", _provider.Quirks);
        var redirectUri = _provider.Quirks.StateInRedirectUri
            ? UrlForm.Append(scoped.RedirectUri, [(stateName, state)]).OriginalString
            : scoped.RedirectUri;
        var parameters = AuthorizationRequest.Parameters(_provider, scoped, redirectUri, state, verifier);
        var extensions = _extensions.Start();
        var push = PushedAuthorizationRequest.Create(_http, _provider, parameters);
        var all = await extensions.AuthorizeAsync(parameters, isPushed: push is not null, cancellationToken)
            .ConfigureAwait(false);
        var url = push is null
            ? AuthorizationRequest.Url(_provider, all)
            : await push.SendAsync(all, extensions, cancellationToken).ConfigureAwait(false);
        return new(url, state, verifier)
        {
            RedirectUri = redirectUri,
            Scopes = scoped.Scopes,
            Data = extensions.MergeData(ReadOnlyDictionary<string, Secret>.Empty),
        };
    }

    public override ValueTask<OAuthCallback> OpenCallbackAsync(
        OAuthCallback callback, CallbackChecks? checks, CancellationToken cancellationToken) =>
        _extensions.Start().OpenAsync(callback, checks, cancellationToken);

    public override async ValueTask<PendingDance> CheckCallbackAsync(
        OAuthCallback callback, PendingDance pending, CallbackChecks? checks, CancellationToken cancellationToken)
    {
        if (_extensions.IsEmpty)
            return pending;
        var extensions = _extensions.Start(pending.Data);
        await extensions.CheckAsync(callback, checks, cancellationToken).ConfigureAwait(false);
        return pending with { Data = extensions.MergeData(pending.Data) };
    }

    public override async ValueTask<LoginGrant> FinishAsync(
        PendingDance pending, OAuthCallback callback, CallbackChecks? checks, CancellationToken cancellationToken)
    {
        var code = AuthorizationResponse.Code(callback, _provider, checks);
        var request = TokenRequest.Create(_provider, callback, pending, code);
        var requestedScopes = pending.Scope.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // Some providers name the granted scopes in the callback only, as the user chose them.
        var allowedScopes = TokenScopes.Read(callback["scope"], _provider, requestedScopes);
        var extensions = _extensions.Start(pending.Data);
        var answer = await request.SendAsync(_http, extensions, OAuth2Leg.Code, cancellationToken)
            .ConfigureAwait(false);
        var response = new TokenResponse(_provider, TokenShape.OfLogin(_provider));
        var read = response.Read(answer, allowedScopes, _options.Time.GetUtcNow(), request.Secrets, checks) with
        {
            RequestedScopes = requestedScopes,
            Data = LoginData.Collect(_provider, callback, pending),
        };
        var token = await extensions.TokenAsync(read, null, OAuth2Leg.Code, cancellationToken).ConfigureAwait(false);
        var used = await _liveTokens.ExchangeAsync(token, cancellationToken).ConfigureAwait(false);
        return new(used, extensions.Findings);
    }

    /// <summary>Requests a token by a grant.</summary>
    public async ValueTask<LoginGrant> RequestAsync(
        OAuth2Grant grant, RenewalLease lease, CancellationToken cancellationToken)
    {
        var context = new GrantContext(_provider, grant, _grants, lease);
        var token = await grant.RequestAsync(context, cancellationToken).ConfigureAwait(false);
        return new(token, context.Extensions.Findings);
    }

    public override string AccountOf(OAuthGrant grant, string? account) =>
        ApplicationAccount.Create(_provider, (OAuth2Grant)grant, account);

    public override TokenRenewal CreateRenewal(OAuthGrant grant) =>
        new GrantRenewal(this, (OAuth2Grant)grant, _extensions.WaitsPerRequest);

    public override ValueTask<TokenIntrospection> IntrospectAsync(
        Secret token, string? typeHint, CancellationToken cancellationToken) =>
        new IntrospectionRequest(_http, _provider).SendAsync(token, typeHint, _extensions.Start(), cancellationToken);

    public override OAuthToken CheckForeignToken(OAuthToken token) => ForeignToken.Check(token, _provider);

    public override ValueTask<bool> RefusesTokenAsync(
        HttpResponseMessage answer, CancellationToken cancellationToken) =>
        _provider.Refresh.ExpiredTokenAnswers.Count == 0
            ? base.RefusesTokenAsync(answer, cancellationToken)
            : RefusedToken.IsShownByAsync(answer, _provider.Refresh.ExpiredTokenAnswers, cancellationToken);

    public override ValueTask RevokeAsync(OAuthToken token, CancellationToken cancellationToken) =>
        RevocationRequest.FindEndpoint(_provider, token) is { } endpoint
            ? new RevocationRequest(_http, _provider, endpoint).SendAsync(
                token, _extensions.Start(token.Data), cancellationToken)
            : default;

    public override ValueTask AttachAsync(
        HttpRequestMessage request, OAuthToken token, CancellationToken cancellationToken)
    {
        if (_extensions.IsEmpty)
        {
            TokenAttachment.Attach(request, _provider.Quirks, token.AccessToken);
            return ValueTask.CompletedTask;
        }
        // RFC 6749 section 7.1: the type says how the token is used; here it is the scheme.
        var scheme = _provider.FindExtensionTokenType(token.TokenType) ?? _provider.Quirks.TokenScheme;
        TokenAttachment.Attach(request, _provider.Quirks with { TokenScheme = scheme }, token.AccessToken);
        return _extensions.Start(token.Data).CallApiAsync(new(request, token), cancellationToken);
    }

    public override bool ReadsApiAnswers => !_extensions.IsEmpty;

    public override bool ReadsSuccess => base.ReadsSuccess || _provider.Refresh.ExpiredTokenAnswers.Count > 0;

    public override ValueTask<bool> ReadApiAnswerAsync(
        HttpResponseMessage answer, OAuthToken token, CancellationToken cancellationToken) =>
        _extensions.Start(token.Data).CalledAsync(answer, cancellationToken);

    public override void Detach(HttpRequestMessage request)
    {
        TokenAttachment.Detach(request, _provider.Quirks);
        ApiCall.RemoveHeaders(request);
    }
}
