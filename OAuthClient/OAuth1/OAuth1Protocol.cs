using OAuthClient.Http;
using OAuthClient.Internal;

namespace OAuthClient.OAuth1;

/// <summary>
/// OAuth 1.0a (RFC 5849 section 2): a login begins with temporary credentials and finishes with token credentials.
/// </summary>
internal sealed class OAuth1Protocol(OAuth1Provider provider, DanceDependencies dependencies) : OAuthProtocol
{
    private readonly ProtocolClient _http = new(dependencies);
    private readonly HttpRequestSigner _httpSigner = new(provider, new(provider, dependencies.Options));

    public override CallbackErrorCodes CallbackErrors { get; } = new()
    {
        IdMissing = OAuthErrorCode.RequestTokenMissing,
        IdUnknown = OAuthErrorCode.RequestTokenUnknown,
        Expired = OAuthErrorCode.RequestTokenExpired,
        Reused = OAuthErrorCode.RequestTokenReused,
        WrongBrowser = OAuthErrorCode.RequestTokenWrongBrowser,
    };

    public override IReadOnlyList<string> UnrepeatableParameters { get; } =
        ["oauth_token", "oauth_verifier", "denied", "oauth_problem"];

    public override IReadOnlyList<string> ReservedParameters { get; } =
        ["oauth_token", "oauth_callback", "oauth_verifier"];

    public override OAuthToken? ClientOnlyToken { get; } = new() { AccessToken = default };

    public override bool CorrectsClock => true;

    private CredentialsRequest Credentials => new(provider, _http, _httpSigner.Signer);

    private bool AllowsMissingVerifier =>
        provider.Quirks.NoVerifier && provider.Allow.HasFlag(Insecure.UnconfirmedCallback);

    // Some providers report a denial as denied=TOKEN and nothing else.
    public override string? ReadId(OAuthCallback callback) => callback["oauth_token"] ?? callback["denied"];

    public override void CheckCallbackSource(OAuthCallback callback)
    {
        if (!callback.IsForm)
            return;
        throw OAuthException.Refused(
            OAuthErrorCode.ResponseModeMismatch,
            "The callback came as a posted form; OAuth 1 brings it in the query.");
    }

    public override async ValueTask<BegunLogin> BeginAsync(
        AuthorizationStart start, CancellationToken cancellationToken)
    {
        var fields = await Credentials.RequestTemporaryCredentialsAsync(start.RedirectUri, cancellationToken)
            .ConfigureAwait(false);
        ThrowIfUnconfirmed(fields);
        var token = fields["oauth_token"];
        return new(CreateAuthorizationUrl(start, token), token, fields["oauth_token_secret"])
        {
            RedirectUri = start.RedirectUri,
        };
    }

    public override async ValueTask<LoginGrant> FinishAsync(
        PendingDance pending, OAuthCallback callback, CancellationToken cancellationToken)
    {
        var verifier = callback["oauth_verifier"];
        if (FindProblem(callback) is { } problem)
        {
            throw verifier is null || verifier == provider.Quirks.DenialVerifier
                ? CreateFailure(problem, pending)
                : OAuthException.Refused(
                    OAuthErrorCode.ResponseInvalid, "The callback has both an oauth_verifier and an error.");
        }
        if (verifier is null && !AllowsMissingVerifier)
        {
            throw OAuthException.Refused(
                OAuthErrorCode.ResponseInvalid,
                "The callback has no oauth_verifier.",
                "Without it an attacker could finish the login (RFC 5849 section 2.2).");
        }
        var fields = await Credentials.RequestTokenCredentialsAsync(pending, verifier, cancellationToken)
            .ConfigureAwait(false);
        var token = new OAuthToken
        {
            AccessToken = fields["oauth_token"],
            TokenSecret = fields["oauth_token_secret"],
            Fields = fields.ToDictionary(field => field.Key, field => (Secret)field.Value, StringComparer.Ordinal),
        };
        return new(token, []);
    }

    public override ValueTask<bool> CorrectClockAsync(
        HttpResponseMessage answer, CancellationToken cancellationToken) =>
        ClockSkewCorrection.TryCorrectAsync(_httpSigner.Signer.Clock, answer, cancellationToken);

    public override ValueTask AttachAsync(
        HttpRequestMessage request, OAuthToken token, CancellationToken cancellationToken) =>
        _httpSigner.SignAsync(request, (token.AccessToken, token.TokenSecret), cancellationToken);

    public override void Detach(HttpRequestMessage request) => _httpSigner.RemoveSignature(request);

    // RFC 5849 section 2.1: oauth_callback_confirmed must be present and true. OAuth 1.0 lacks it, so that an attacker
    // can finish another user's login.
    private void ThrowIfUnconfirmed(IReadOnlyDictionary<string, string> fields)
    {
        if (fields.GetValueOrDefault("oauth_callback_confirmed") == "true"
            || provider.Allow.HasFlag(Insecure.UnconfirmedCallback))
        {
            return;
        }
        throw new OAuthException(OAuthOutcomeKind.ProviderFailed, new(
            OAuthErrorCode.CallbackNotConfirmed, "The provider did not confirm the callback, as OAuth 1.0a demands.")
        {
            Endpoint = provider.TemporaryCredentialEndpoint!.Split('?')[0],
            Hint = "It may still speak OAuth 1.0, in which an attacker can finish another's login. "
                + "To go on all the same, say Allow = Insecure.UnconfirmedCallback.",
        });
    }

    // RFC 5849 section 2.2: the request token goes into the query of the authorization endpoint.
    private Uri CreateAuthorizationUrl(AuthorizationStart start, string token)
    {
        List<(string Name, string Value)> parameters = [("oauth_token", token)];
        if (provider.Quirks.CallbackInLogin)
            parameters.Add(("oauth_callback", start.RedirectUri));
        foreach (var (name, value) in start.Parameters)
            parameters.Add((name, value));
        foreach (var (name, value) in provider.AuthorizationParameters)
        {
            if (!start.Parameters.ContainsKey(name))
                parameters.Add((name, value));
        }
        return UrlForm.Append(provider.AuthorizationEndpoint!, parameters);
    }

    private string? FindProblem(OAuthCallback callback)
    {
        var isDenied = callback["denied"] is not null || callback["oauth_verifier"] switch
        {
            null => provider.Quirks.NoVerifierIsDenial,
            var verifier => verifier == provider.Quirks.DenialVerifier,
        };
        return callback["oauth_problem"] ?? (isDenied ? "denied" : null);
    }

    private OAuthException CreateFailure(string problem, PendingDance pending)
    {
        var isDenied = problem is "denied" or "user_refused" or "permission_denied";
        return new(isDenied ? OAuthOutcomeKind.Denied : OAuthOutcomeKind.ProviderFailed, new(
            isDenied ? OAuthErrorCode.AccessDenied : OAuthErrorCode.ProviderError,
            isDenied ? "The user did not allow it." : "The provider refused the login.")
        {
            ProviderError = Mask.MaskErrorText(problem, [pending.Id]),
            Endpoint = provider.AuthorizationEndpoint!.Split('?')[0],
        });
    }
}
