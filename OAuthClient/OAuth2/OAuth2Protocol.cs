using OAuthClient.Http;
using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>The authorization code grant (RFC 6749 section 4.1) with PKCE (RFC 7636).</summary>
internal sealed class OAuth2Protocol(OAuth2Provider provider, DanceDependencies dependencies) : OAuthProtocol
{
    private readonly ProtocolClient _http = new(dependencies);

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
        var verifier = Pkce.Verifier(provider, dependencies.Options.Random);
        var redirectUri = provider.Quirks.StateInRedirectUri
            ? UrlForm.Append(scoped.RedirectUri, [("state", state)]).OriginalString
            : scoped.RedirectUri;
        var parameters = AuthorizationRequest.Parameters(provider, scoped, redirectUri, state, verifier);
        var url = PushedAuthorizationRequest.Endpoint(provider) is { } endpoint
            ? await PushedAuthorizationRequest.PushAsync(_http, provider, endpoint, parameters, cancellationToken)
                .ConfigureAwait(false)
            : AuthorizationRequest.Url(provider, parameters);
        return new(url, state, verifier) { RedirectUri = redirectUri, Scopes = scoped.Scopes };
    }

    public override async ValueTask<OAuthToken> FinishAsync(
        PendingDance pending, OAuthCallback callback, CancellationToken cancellationToken)
    {
        var code = AuthorizationResponse.Code(callback, provider);
        var request = TokenRequest.Create(provider, callback, pending, code);
        var requestedScopes = pending.Scope.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // Some providers name the granted scopes in the callback only, as the user chose them.
        var allowedScopes = TokenScopes.Read(callback["scope"], provider, requestedScopes);
        var token = await SendAsync(request, allowedScopes, cancellationToken).ConfigureAwait(false);
        return token with { RequestedScopes = requestedScopes };
    }

    public override OAuthToken CheckForeignToken(OAuthToken token) => ForeignToken.Check(token, provider);

    public override bool CanRefresh(OAuthToken token) => !token.RefreshToken.IsEmpty;

    public override async ValueTask<OAuthToken> RefreshAsync(OAuthToken token, CancellationToken cancellationToken)
    {
        var request = RefreshRequest.Create(provider, token);
        var fresh = await SendAsync(request, token.GrantedScopes, cancellationToken).ConfigureAwait(false);
        return RefreshRequest.Merge(token, fresh);
    }

    public override bool EndsLogin(OAuthError error) => RefreshRequest.IsRefreshTokenInvalid(error);

    public override ValueTask RevokeAsync(OAuthToken token, CancellationToken cancellationToken) =>
        provider.RevocationEndpoint is null
            ? default
            : new RevocationRequest(_http, provider).SendAsync(token, cancellationToken);

    public override ValueTask AttachAsync(
        HttpRequestMessage request, OAuthToken token, CancellationToken cancellationToken)
    {
        TokenAttachment.Attach(request, provider.Quirks, token.AccessToken);
        return ValueTask.CompletedTask;
    }

    public override void Detach(HttpRequestMessage request) => TokenAttachment.Detach(request, provider.Quirks);

    private async Task<OAuthToken> SendAsync(
        ClientRequest request, IReadOnlyList<string> requestedScopes, CancellationToken cancellationToken)
    {
        var answer = await request.SendAsync(_http, cancellationToken).ConfigureAwait(false);
        var now = dependencies.Options.Time.GetUtcNow();
        return TokenResponse.Read(answer, provider, requestedScopes, now, request.Secrets);
    }
}
