using OAuthClient.Http;
using OAuthClient.Internal;

namespace OAuthClient.OAuth1;

/// <summary>
/// OAuth 1.0a (RFC 5849 section 2): a login begins with temporary credentials and finishes with token credentials.
/// </summary>
internal sealed class OAuth1Protocol : OAuthProtocol
{
    private readonly OAuth1Provider _provider;
    private readonly TimeProvider _time;
    private readonly HttpRequestSigner _httpSigner;
    private readonly CredentialsRequest _credentials;
    private readonly CallbackReader _callbackReader;

    public OAuth1Protocol(OAuth1Provider provider, DanceDependencies dependencies)
    {
        _provider = provider;
        _time = dependencies.Options.Time;
        _httpSigner = new(provider, new(provider, dependencies.Options));
        _credentials = new(provider, new(dependencies), _httpSigner.Signer);
        _callbackReader = new(provider);
        Renewals = [new SessionHandleRenewal(provider, _credentials, _time)];
    }

    public override CallbackErrorCodes CallbackErrors { get; } = new()
    {
        IdMissing = OAuthErrorCode.RequestTokenMissing,
        IdUnknown = OAuthErrorCode.RequestTokenUnknown,
        Expired = OAuthErrorCode.RequestTokenExpired,
        Reused = OAuthErrorCode.RequestTokenReused,
        WrongBrowser = OAuthErrorCode.RequestTokenWrongBrowser,
    };

    public override IReadOnlyList<string> UnrepeatableParameters => CallbackReader.DecidingParameters;

    public override IReadOnlyList<string> JudgedParameters { get; } = ["oauth_token", "oauth_verifier", "denied"];

    public override IReadOnlyList<string> ReservedParameters => ProviderCheck.ReservedParameters;

    public override OAuthToken? ClientOnlyToken { get; } = new() { AccessToken = default };

    public override bool CorrectsClock => true;

    public override TimeSpan ClockOffset => _httpSigner.Signer.Clock.Offset;

    public override TokenRenewal[] Renewals { get; }

    // RFC 5849 section 3.4: the token's secret is part of the key of every method but RSA.
    public override OAuthToken CheckForeignToken(OAuthToken token) =>
        token.TokenSecret.IsEmpty && _provider.SignatureMethod.UsesSecrets
            ? throw new ArgumentException(
                $"The token has no TokenSecret, with which calls of '{_provider.Name}' are signed "
                + $"({_provider.SignatureMethod.Name}).",
                nameof(token))
            : token;

    private bool AllowsMissingVerifier =>
        _provider.Quirks.NoVerifier && _provider.Allow.HasFlag(Insecure.UnconfirmedCallback);

    public override string? ReadId(OAuthCallback callback) => CallbackReader.ReadToken(callback);

    public override OAuthException CreateIdMissingError(OAuthCallback callback, bool hasBrowserKey) =>
        _callbackReader.FindUnverified(callback, hasBrowserKey) ?? base.CreateIdMissingError(callback, hasBrowserKey);

    public override void CheckCallbackSource(OAuthCallback callback, CallbackChecks? checks)
    {
        checks?.Start(
            CheckNames.ResponseMode, CheckedValue.OfMode(isForm: false), CheckedValue.OfMode(callback.IsForm));
        if (callback.IsForm)
        {
            throw OAuthException.Refused(
                OAuthErrorCode.ResponseModeMismatch,
                "The callback came as a posted form; OAuth 1 brings it in the query.");
        }
        checks?.Skip(CheckNames.Signature, "OAuth 1 signs no callbacks");
        checks?.Skip(CheckNames.Issuer, "OAuth 1 has no issuers");
        _callbackReader.ThrowIfContradictory(callback, checks);
    }

    public override async ValueTask<BegunLogin> BeginAsync(
        AuthorizationStart start, CancellationToken cancellationToken)
    {
        var fields = await _credentials.RequestTemporaryCredentialsAsync(start.RedirectUri, cancellationToken)
            .ConfigureAwait(false);
        ThrowIfUnconfirmed(fields);
        var token = fields["oauth_token"];
        return new(CreateAuthorizationUrl(start, token), token, fields["oauth_token_secret"])
        {
            RedirectUri = start.RedirectUri,
        };
    }

    public override async ValueTask<LoginGrant> FinishAsync(
        PendingDance pending, OAuthCallback callback, CallbackChecks? checks, CancellationToken cancellationToken)
    {
        _callbackReader.ThrowIfFailed(callback, pending.Id, checks);
        var verifier = _callbackReader.ReadVerifier(callback);
        if (verifier is null && AllowsMissingVerifier)
            checks?.Skip(CheckNames.CodeOrError, "the provider sends no verifier");
        else
            checks?.Start(CheckNames.CodeOrError, CallbackReader.Expected, verifier is null ? "neither" : "a verifier");
        if (verifier is null && !AllowsMissingVerifier)
        {
            throw OAuthException.Refused(
                OAuthErrorCode.ResponseInvalid,
                "The callback has no oauth_verifier.",
                "Without it an attacker could finish the login (RFC 5849 section 2.2).");
        }
        checks?.Pass();
        var fields = await _credentials.RequestTokenCredentialsAsync(pending, verifier, cancellationToken)
            .ConfigureAwait(false);
        return new(TokenCredentials.Create(fields, _time.GetUtcNow()), []);
    }

    /// <summary>Requests a token by xAuth. The parameters are signed as a part of the form.</summary>
    public async ValueTask<OAuthToken> RequestByPasswordAsync(
        string userName, Secret password, CancellationToken cancellationToken)
    {
        var call = new CredentialsCall(_provider.TokenEndpoint!)
        {
            Form =
            [
                ("x_auth_mode", "client_auth"),
                ("x_auth_username", userName),
                ("x_auth_password", password.Reveal()),
            ],
            SecretValues = [password],
        };
        var fields = await _credentials.SendAsync(call, cancellationToken).ConfigureAwait(false);
        return TokenCredentials.Create(fields, _time.GetUtcNow());
    }

    public override ValueTask<bool> CorrectClockAsync(
        HttpResponseMessage answer, TimeSpan usedOffset, CancellationToken cancellationToken) =>
        ClockSkewCorrection.TryCorrectAsync(_httpSigner.Signer.Clock, answer, usedOffset, cancellationToken);

    public override ValueTask AttachAsync(
        HttpRequestMessage request, OAuthToken token, CancellationToken cancellationToken) =>
        _httpSigner.SignAsync(request, (token.AccessToken, token.TokenSecret), [], cancellationToken);

    public override void Detach(HttpRequestMessage request) => _httpSigner.RemoveSignature(request);

    // RFC 5849 section 2.1: oauth_callback_confirmed must be present and true. OAuth 1.0 lacks it, so that an attacker
    // can finish another user's login.
    private void ThrowIfUnconfirmed(IReadOnlyDictionary<string, string> fields)
    {
        var confirmed = fields.GetValueOrDefault("oauth_callback_confirmed");
        if ("true".Equals(confirmed?.Trim(), StringComparison.OrdinalIgnoreCase)
            || _provider.Allow.HasFlag(Insecure.UnconfirmedCallback))
        {
            return;
        }
        var shown = confirmed is null ? "nothing" : $"'{Mask.MaskErrorText(confirmed, [fields["oauth_token_secret"]])}'";
        throw new OAuthException(OAuthOutcomeKind.ProviderFailed, new(
            OAuthErrorCode.CallbackNotConfirmed,
            $"The provider did not confirm the callback, as OAuth 1.0a demands: oauth_callback_confirmed is {shown}.")
        {
            Endpoint = _provider.TemporaryCredentialEndpoint!.Split('?')[0],
            Hint = "It may still speak OAuth 1.0, in which an attacker can finish another's login. "
                + "To go on all the same, say Allow = Insecure.UnconfirmedCallback.",
        });
    }

    // RFC 5849 section 2.2: the request token goes into the query of the authorization endpoint.
    private Uri CreateAuthorizationUrl(AuthorizationStart start, string token)
    {
        List<(string Name, string Value)> parameters = [("oauth_token", token)];
        if (_provider.Quirks.CallbackInLogin)
            parameters.Add(("oauth_callback", start.RedirectUri));
        foreach (var (name, value) in start.Parameters)
            parameters.Add((name, value));
        foreach (var (name, value) in _provider.AuthorizationParameters)
        {
            if (!start.Parameters.ContainsKey(name))
                parameters.Add((name, value));
        }
        return UrlForm.Append(_provider.AuthorizationEndpoint!, parameters);
    }
}
