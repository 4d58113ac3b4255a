using OAuthClient.Discovery;
using OAuthClient.OAuth2;
using OAuthClient.Storage;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Discovery;

/// <summary>
/// Every lie of a provider about its metadata, or about a registration, ends with an error that names the lie.
/// </summary>
public class LieTests
{
    private const string Redirect = "https://app.example/callback";

    private static readonly TestCaseData[] MetadataLies =
    [
        new(Misbehavior.MetadataWrongIssuer, OAuthErrorCode.IssuerMismatch, "another.example"),
        new(Misbehavior.MetadataIssuerSlash, OAuthErrorCode.IssuerMismatch, "slash at the end"),
        new(Misbehavior.MetadataEndpointsElsewhere, OAuthErrorCode.EndpointHostRefused, "authorization_endpoint"),
        new(Misbehavior.MetadataHttpEndpoints, OAuthErrorCode.MetadataInvalid, "http"),
        new(Misbehavior.MetadataPrivateEndpoints, OAuthErrorCode.AddressRefused, "10.0.0.1"),
        new(Misbehavior.MetadataRedirects, OAuthErrorCode.EndpointRedirected, "redirect"),
        new(Misbehavior.MetadataEndless, OAuthErrorCode.AnswerTooLarge, "65536"),
        new(Misbehavior.MetadataDrips, OAuthErrorCode.EndpointTimeout, "0.5 seconds"),
        new(Misbehavior.MetadataMalformed, OAuthErrorCode.MetadataInvalid, "JSON"),
        new(Misbehavior.MetadataArray, OAuthErrorCode.MetadataInvalid, "JSON"),
        new(Misbehavior.MetadataDeep, OAuthErrorCode.MetadataInvalid, "JSON"),
        new(Misbehavior.MetadataRepeatsMember, OAuthErrorCode.MetadataInvalid, "JSON"),
        new(Misbehavior.MetadataWrongTypes, OAuthErrorCode.MetadataInvalid, "token_endpoint"),
        new(Misbehavior.MetadataNoTokenEndpoint, OAuthErrorCode.MetadataInvalid, "token_endpoint"),
        new(Misbehavior.MetadataHtml, OAuthErrorCode.MetadataInvalid, "text/html"),
    ];

    private static readonly TestCaseData[] RegistrationLies =
    [
        new(Misbehavior.RegistersOtherRedirectUri, OAuthErrorCode.RegistrationInvalid, "redirect"),
        new(Misbehavior.RegistersOtherAuthentication, OAuthErrorCode.RegistrationInvalid, "private_key_jwt"),
        new(Misbehavior.RegistersNoClientId, OAuthErrorCode.RegistrationInvalid, "client_id"),
        new(Misbehavior.RegistersNoSecret, OAuthErrorCode.RegistrationInvalid, "client_secret"),
        new(Misbehavior.RegistersExpiredSecret, OAuthErrorCode.RegistrationInvalid, "client_secret"),
        new(Misbehavior.ManagementElsewhere, OAuthErrorCode.RegistrationInvalid, "registration_client_uri"),
    ];

    private static Task<OAuth2Provider> DiscoverAsync(PretendProvider provider)
    {
        var options = new DiscoveryOptions
        {
            NamedBy = IssuerSource.ThirdParty,
            Allow = Insecure.UnguardedHttp,
            Http = provider.Handler,
            Timeout = TimeSpan.FromSeconds(provider.Misbehave == Misbehavior.MetadataDrips ? 0.5 : 30),
        };
        return new OAuthDiscovery().DiscoverAsync(provider.Issuer, options);
    }

    [TestCaseSource(nameof(MetadataLies))]
    public async Task A_lie_in_metadata_is_named(Misbehavior lie, string code, string named)
    {
        await using var provider = new PretendProvider();
        provider.Misbehave = lie;
        var failure = await Assert.ThrowsAsync<OAuthException>(() => DiscoverAsync(provider));
        Assert.That(failure!.Error.Code, Is.EqualTo(code), failure.Message);
        Assert.That(failure.Message, Does.Contain(named).IgnoreCase);
    }

    [TestCaseSource(nameof(RegistrationLies))]
    public async Task A_lie_about_a_registration_is_named_and_nothing_is_stored(
        Misbehavior lie, string code, string named)
    {
        await using var provider = new PretendProvider();
        var found = await DiscoverAsync(provider);
        provider.Misbehave = lie;
        var options = new RegistrationOptions
        {
            Store = new MemoryRegistrationStore(),
            Dance = new() { Http = provider.Handler },
        };
        var metadata = new ClientMetadata { RedirectUris = [Redirect], ClientName = "app" };
        var registrar = new ClientRegistrar(found, metadata, options);
        var failure = await Assert.ThrowsAsync<OAuthException>(() => registrar.GetAsync());
        Assert.That(failure!.Error.Code, Is.EqualTo(code), failure.Message);
        Assert.That(failure.Message, Does.Contain(named).IgnoreCase);
        Assert.That(await options.Store!.GetAsync(registrar.Key), Is.Null);
    }
}
