using System.Net.Http.Headers;
using OAuthClient.Http;

namespace OAuthClient.OAuth2;

/// <summary>The authorization code grant (RFC 6749 section 4.1) with PKCE (RFC 7636), as the two moves of a dance.</summary>
internal sealed class OAuth2Protocol(OAuth2Provider provider, DanceTools tools) : OAuthProtocol
{
    private readonly ProtocolClient _http = new(tools);

    public override string HandleName => "state";

    public override IReadOnlyList<string> SingleParameters { get; } = ["state", "code", "error", "error_description", "error_uri", "iss"];

    public override string? HandleIn(OAuthCallback callback) => callback["state"];

    public override ValueTask<FirstMove> BeginAsync(DanceStart start, CancellationToken cancellationToken)
    {
        var state = tools.Options.Random.Text();
        var verifier = Pkce.Verifier(tools.Options.Random);
        return ValueTask.FromResult(new FirstMove(AuthorizationRequest.Url(provider, start.RedirectUri, state, verifier), state, verifier));
    }

    public override async ValueTask<OAuthToken> FinishAsync(PendingDance pending, OAuthCallback callback, CancellationToken cancellationToken)
    {
        var code = AuthorizationResponse.Code(callback, provider.AuthorizationEndpoint);
        var answer = await TokenRequest.SendAsync(_http, provider, pending, code, cancellationToken).ConfigureAwait(false);
        return TokenResponse.Read(answer, provider, tools.Options.Time.GetUtcNow(), [provider.ClientSecret, TokenRequest.Credentials(provider), code, pending.Proof]);
    }

    // RFC 6750 section 2.1.
    public override ValueTask AttachAsync(HttpRequestMessage request, OAuthToken token, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.AccessToken.Reveal());
        return ValueTask.CompletedTask;
    }
}
