using OAuthClient.Discovery;
using OAuthClient.OAuth2;

namespace OAuthClient.Tests.Discovery;

/// <summary>The address where a registration is managed is judged as an endpoint of a document is.</summary>
public class ManagementAddressTests
{
    [TestCase("https://manage.example/1")]
    [TestCase("https://issuer.example/register/1?id=1")]
    [TestCase("https://issuer.example:443/register/1")]
    public async Task An_issuer_that_the_developer_named_may_manage_at_another_host(string url)
    {
        var (setup, registrar) = Create(url);
        await registrar.GetAsync();
        Assert.That((await setup.ReadStoreAsync(registrar))!.RegistrationClientUri, Is.EqualTo(url));
    }

    [TestCase("https://169.254.169.254/latest")]
    [TestCase("https://127.0.0.1/x")]
    [TestCase("https://127.0.0.1./x")]
    [TestCase("https://2130706433/x")]
    [TestCase("https://10.0.0.1/x")]
    [TestCase("https://[::1]/x")]
    [TestCase("https://[::ffff:10.0.0.1]/x")]
    [TestCase("https://localhost/x")]
    [TestCase("https://LOCALHOST./x")]
    [TestCase("https://a.localhost/x")]
    [TestCase("https://b.example/ x")]
    [TestCase("https://b.example/\u202Ex")]
    [TestCase("https://b.example\\x")]
    [TestCase("https://b.example/a/../x")]
    [TestCase("https://b.example/%2E./x")]
    [TestCase("https://@b.example/x")]
    [TestCase("https://a:b@b.example/x")]
    [TestCase("https://b.example/x#a")]
    public async Task An_address_that_no_document_could_have_is_refused(string url)
    {
        var (setup, registrar) = Create(url);
        var error = await Failure.OfAsync(registrar.GetAsync());
        Assert.That(error.Code, Is.EqualTo(OAuthErrorCode.RegistrationInvalid));
        Assert.That(error.Message, Does.Contain("registration_client_uri"));
        Assert.That(setup.Store.Count, Is.Zero);
    }

    [Test]
    public async Task A_long_address_is_refused() => Assert.That(
        (await Failure.OfAsync(Create($"https://issuer.example/{new string('a', 2_048)}").Registrar.GetAsync())).Code,
        Is.EqualTo(OAuthErrorCode.RegistrationInvalid));

    [TestCase("https://10.0.0.1/register", "https://10.0.0.1/register/1", Insecure.None)]
    [TestCase("https://localhost/register", "https://localhost/register/1", Insecure.None)]
    [TestCase("https://issuer.example/register", "https://10.0.0.1/register/1", Insecure.PrivateAddresses)]
    [TestCase("https://issuer.example/register", "https://127.0.0.1/register/1", Insecure.LoopbackHttp)]
    public async Task A_private_address_is_the_registration_endpoints_own_or_allowed_by_name(
        string endpoint, string url, Insecure allow)
    {
        var (setup, registrar) = Create(
            url, provider => provider with { RegistrationEndpoint = endpoint, Allow = allow });
        await registrar.GetAsync();
        Assert.That(setup.Store.Count, Is.EqualTo(1));
    }

    [TestCase("https://manage.example/1")]
    [TestCase("https://issuer.example:8443/1")]
    public async Task T38_A_provider_that_a_third_party_named_manages_at_its_own_origin(string url)
    {
        var (setup, registrar) = Create(url, Guarded);
        Assert.That((await Failure.OfAsync(registrar.GetAsync())).Hint, Does.Contain("third party"));
        Assert.That(setup.Store.Count, Is.Zero);
    }

    [Test]
    public async Task T38_A_stored_registration_that_is_managed_elsewhere_is_not_used_for_a_third_party()
    {
        var (setup, registrar) = Create("https://manage.example/1");
        await registrar.GetAsync();
        var error = await Failure.OfAsync(setup.Create(provider: Guarded).GetAsync());
        Assert.That(error.Message, Does.Contain("manage.example"));
    }

    [Test]
    public async Task T38_A_registration_at_a_private_address_that_a_third_party_named_is_refused()
    {
        var setup = new RegistrationSetup();
        var registrar = setup.Create(
            options: options => options with { Dance = options.Dance with { Http = null } },
            provider: provider => provider with { IsGuarded = true, RegistrationEndpoint = "https://localhost/register" });
        Assert.That((await Failure.OfAsync(registrar.GetAsync())).Code, Is.EqualTo(OAuthErrorCode.AddressRefused));
    }

    [Test]
    public void A_handler_of_the_host_needs_a_word_of_Insecure() => Assert.That(
        () => new RegistrationSetup().Create(provider: provider => provider with { IsGuarded = true }),
        Throws.ArgumentException.With.Message.Contains("Insecure.UnguardedHttp"));

    private static (RegistrationSetup Setup, ClientRegistrar Registrar) Create(
        string url, Func<OAuth2Provider, OAuth2Provider>? provider = null)
    {
        var setup = new RegistrationSetup();
        setup.Server.Change = answer => answer["registration_client_uri"] = url;
        return (setup, setup.Create(provider: provider));
    }

    private static OAuth2Provider Guarded(OAuth2Provider provider) =>
        provider with { IsGuarded = true, Allow = Insecure.UnguardedHttp };
}
