using OAuthClient.Http;
using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>The authorization code grant (RFC 6749 section 4.1) with PKCE (RFC 7636).</summary>
internal sealed class OAuth2Protocol : OAuthProtocol
{
    private readonly OAuth2Provider _provider;
    private readonly OAuthDanceOptions _options;
    private readonly ProtocolClient _http;
    private readonly LiveTokenRenewal _liveTokens;

    public OAuth2Protocol(OAuth2Provider provider, DanceDependencies dependencies)
    {
        _provider = provider;
        _options = dependencies.Options;
        _http = new(dependencies);
        _liveTokens = new(provider, _http, _options);
        Renewals = [new RefreshTokenRenewal(provider, _http, _options), _liveTokens];
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

    public override void CheckCallbackSource(OAuthCallback callback) =>
        AuthorizationResponse.CheckSource(callback, _provider);

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
        var url = PushedAuthorizationRequest.Endpoint(_provider) is { } endpoint
            ? await PushedAuthorizationRequest.PushAsync(_http, _provider, endpoint, parameters, cancellationToken)
                .ConfigureAwait(false)
            : AuthorizationRequest.Url(_provider, parameters);
        return new(url, state, verifier) { RedirectUri = redirectUri, Scopes = scoped.Scopes };
    }

    public override async ValueTask<OAuthToken> FinishAsync(
        PendingDance pending, OAuthCallback callback, CancellationToken cancellationToken)
    {
        var code = AuthorizationResponse.Code(callback, _provider);
        var request = TokenRequest.Create(_provider, callback, pending, code);
        var requestedScopes = pending.Scope.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // Some providers name the granted scopes in the callback only, as the user chose them.
        var allowedScopes = TokenScopes.Read(callback["scope"], _provider, requestedScopes);
        var answer = await request.SendAsync(_http, cancellationToken).ConfigureAwait(false);
        var response = new TokenResponse(_provider, TokenShape.OfLogin(_provider));
        var token = response.Read(answer, allowedScopes, _options.Time.GetUtcNow(), request.Secrets) with
        {
            RequestedScopes = requestedScopes,
            Data = LoginData.Collect(_provider, callback, pending),
        };
        return await _liveTokens.ExchangeAsync(token, cancellationToken).ConfigureAwait(false);
    }

    public override OAuthToken CheckForeignToken(OAuthToken token) => ForeignToken.Check(token, _provider);

    public override ValueTask<bool> RefusesTokenAsync(
        HttpResponseMessage answer, CancellationToken cancellationToken) =>
        _provider.Refresh.ExpiredTokenAnswers.Count == 0
            ? base.RefusesTokenAsync(answer, cancellationToken)
            : RefusedToken.IsShownByAsync(answer, _provider.Refresh.ExpiredTokenAnswers, cancellationToken);

    public override ValueTask RevokeAsync(OAuthToken token, CancellationToken cancellationToken) =>
        RevocationRequest.FindEndpoint(_provider, token) is { } endpoint
            ? new RevocationRequest(_http, _provider, endpoint).SendAsync(token, cancellationToken)
            : default;

    public override ValueTask AttachAsync(
        HttpRequestMessage request, OAuthToken token, CancellationToken cancellationToken)
    {
        TokenAttachment.Attach(request, _provider.Quirks, token.AccessToken);
        return ValueTask.CompletedTask;
    }

    public override void Detach(HttpRequestMessage request) => TokenAttachment.Detach(request, _provider.Quirks);
}
