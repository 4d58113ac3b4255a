using OAuthClient.Http;

namespace OAuthClient.OAuth2;

/// <summary>The authorization code grant (RFC 6749 section 4.1) with PKCE (RFC 7636), as the two moves of a dance.</summary>
internal sealed class OAuth2Protocol(OAuth2Provider provider, DanceTools tools) : OAuthProtocol
{
    private readonly ProtocolClient _http = new(tools);

    public override string HandleName => "state";

    public override IReadOnlyList<string> SingleParameters { get; } =
        ["state", "code", "error", "error_description", "error_uri", "iss", .. provider.Quirks.CallbackParameters];

    public override IReadOnlyList<string> OwnParameters { get; } = provider.Reserved;

    public override string? HandleIn(OAuthCallback callback) => callback["state"];

    public override void CheckSource(OAuthCallback callback) => AuthorizationResponse.CheckSource(callback, provider);

    public override async ValueTask<FirstMove> BeginAsync(DanceStart start, CancellationToken cancellationToken)
    {
        var asked = start with { Scopes = start.Scopes.Count > 0 ? start.Scopes : provider.Scopes };
        var (state, verifier) = (tools.Options.Random.Text(), Pkce.Verifier(tools.Options.Random));
        var redirectUri = provider.Quirks.StateInRedirectUri ? UrlForm.Append(asked.RedirectUri, [("state", state)]).OriginalString : asked.RedirectUri;
        var parameters = AuthorizationRequest.Parameters(provider, asked, redirectUri, state, verifier);
        var url = PushedRequest.Endpoint(provider) is { } endpoint
            ? await PushedRequest.PushAsync(_http, provider, endpoint, parameters, cancellationToken).ConfigureAwait(false)
            : AuthorizationRequest.Url(provider, parameters);
        return new(url, state, verifier) { RedirectUri = redirectUri, Scopes = asked.Scopes };
    }

    public override async ValueTask<OAuthToken> FinishAsync(PendingDance pending, OAuthCallback callback, CancellationToken cancellationToken)
    {
        var request = TokenRequest.For(provider, callback, pending, AuthorizationResponse.Code(callback, provider));
        var answer = await request.SendAsync(_http, cancellationToken).ConfigureAwait(false);
        return TokenResponse.Read(answer, provider, pending.Scope.Split(' ', StringSplitOptions.RemoveEmptyEntries), tools.Options.Time.GetUtcNow(), request.Secrets);
    }

    public override bool CanRefresh(OAuthToken token) => !token.RefreshToken.IsEmpty;

    public override async ValueTask<OAuthToken> RefreshAsync(OAuthToken token, CancellationToken cancellationToken)
    {
        var request = RefreshRequest.For(provider, token);
        var answer = await request.SendAsync(_http, cancellationToken).ConfigureAwait(false);
        return RefreshRequest.Merge(token, TokenResponse.Read(answer, provider, token.GrantedScopes, tools.Options.Time.GetUtcNow(), request.Secrets));
    }

    public override bool IsOver(OAuthError error) => RefreshRequest.IsOver(error);

    public override ValueTask RevokeAsync(OAuthToken token, CancellationToken cancellationToken) =>
        provider.RevocationEndpoint is { } endpoint ? RevocationRequest.SendAsync(_http, provider, endpoint, token, cancellationToken) : default;

    public override ValueTask AttachAsync(HttpRequestMessage request, OAuthToken token, CancellationToken cancellationToken)
    {
        TokenAttachment.Attach(request, provider.Quirks, token.AccessToken);
        return ValueTask.CompletedTask;
    }

    public override void Detach(HttpRequestMessage request) => TokenAttachment.Detach(request, provider.Quirks);
}
