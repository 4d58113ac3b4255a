using OAuthClient.OAuth2;

namespace OAuthClient.Tests.Peers;

/// <summary>Asks for signed callbacks (JARM), and refuses all others.</summary>
internal sealed class SignedCallbackExtension : OAuth2Extension
{
    public override string Name => "signed_callback";

    public override IReadOnlyList<string> Owns => ["response_mode"];

    public override ValueTask AuthorizeAsync(
        AuthorizationParameters parameters, ExtensionContext context, CancellationToken cancellationToken)
    {
        parameters.Set("response_mode", "query.jwt");
        return default;
    }

    public override async ValueTask<OAuthCallback> OpenAsync(
        OAuthCallback callback, ExtensionContext context, CancellationToken cancellationToken)
    {
        var claims = await Jwt.VerifyAsync(
            callback["response"], context.Provider.Issuer!, context.Http, cancellationToken);
        if (claims is null || (string?)claims["aud"] != context.Provider.ClientId)
            throw Refuse("callback_unsigned", "The callback is not signed by the provider for this client.");
        return callback.WithParameters(
            from claim in claims
            where claim.Key is not ("aud" or "exp")
            select KeyValuePair.Create(claim.Key, claim.Value!.ToString()));
    }
}
