using OAuthClient.Discovery;
using OAuthClient.OAuth2;

namespace OAuthClient.Tests.Discovery;

/// <summary>A program registers once, and uses what the answer has.</summary>
public class ClientRegistrarTests
{
    [Test]
    public async Task A_registration_is_stored_and_becomes_a_providers_value()
    {
        var setup = new RegistrationSetup();
        var registrar = setup.Create();
        var provider = await registrar.GetProviderAsync();
        Assert.That(provider.ClientId, Is.EqualTo("client-1"));
        Assert.That(provider.ClientSecret.Reveal(), Is.EqualTo("secret-of-client-1"));
        Assert.That(provider.ClientAuthentication, Is.SameAs(ClientAuthentication.Basic));
        Assert.That((await setup.ReadStoreAsync(registrar))?.ClientId, Is.EqualTo("client-1"));
    }

    [Test]
    public async Task A_thousand_callers_on_three_machines_register_once()
    {
        var setup = new RegistrationSetup();
        ClientRegistrar[] machines = [setup.Create(), setup.Create(), setup.Create()];
        var found = await Task.WhenAll(
            Enumerable.Range(0, 1000).Select(number => Task.Run(() => machines[number % 3].GetAsync())));
        Assert.That(found.Select(registration => registration.ClientId).Distinct(), Is.EqualTo(new[] { "client-1" }));
        Assert.That(setup.Server.Requests, Is.EqualTo(new[] { "POST /register" }));
    }

    [Test]
    public async Task A_caller_that_gives_up_does_not_stop_the_registration()
    {
        var setup = new RegistrationSetup();
        using var cancellation = new CancellationTokenSource();
        using var received = new SemaphoreSlim(0);
        using var released = new SemaphoreSlim(0);
        setup.Server.Intercept = _ =>
        {
            received.Release();
            released.Wait();
            return null;
        };
        var registrar = setup.Create();
        var given = registrar.GetAsync(cancellation.Token);
        var other = registrar.GetAsync();
        await received.WaitAsync();
        await cancellation.CancelAsync();
        await Assert.CatchAsync<OperationCanceledException>(() => given);
        released.Release();
        Assert.That((await other).ClientId, Is.EqualTo("client-1"));
        Assert.That(setup.Server.CountRequests("POST"), Is.EqualTo(1));
    }

    [Test]
    public async Task The_order_of_redirect_URIs_does_not_matter_and_another_set_is_another_client()
    {
        var setup = new RegistrationSetup();
        Task RegisterAsync(params string[] uris) =>
            setup.Create(metadata => metadata with { RedirectUris = uris }).GetAsync();
        await RegisterAsync("https://a.example/1", "https://a.example/2");
        await RegisterAsync("https://a.example/2", "https://a.example/1");
        Assert.That(setup.Server.Clients, Has.Count.EqualTo(1));
        await RegisterAsync("https://a.example/2");
        Assert.That(setup.Server.Clients, Has.Count.EqualTo(2));
    }

    [TestCase("https://issuer.example/")]
    [TestCase("https://ISSUER.example")]
    [TestCase("https://other.example")]
    public async Task A_registration_is_not_used_at_another_issuer(string issuer)
    {
        var setup = new RegistrationSetup();
        await setup.Create().GetAsync();
        await setup.Create(provider: provider => provider with { Issuer = issuer }).GetAsync();
        Assert.That(setup.Server.Clients, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Two_clients_of_a_program_are_told_apart_by_their_names()
    {
        var setup = new RegistrationSetup();
        await setup.Create().GetAsync();
        await setup.Create(options: options => options with { Client = "machine" }).GetAsync();
        Assert.That(setup.Server.Clients, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_stored_registration_without_a_grant_type_of_this_program_is_refused_until_it_is_updated()
    {
        var setup = new RegistrationSetup();
        await CreateMachine(setup, "urn:ietf:params:oauth:grant-type:device_code").GetAsync();
        var other = CreateMachine(setup, "client_credentials");
        var error = await Failure.OfAsync(other.GetAsync());
        Assert.That(error.Code, Is.EqualTo(OAuthErrorCode.RegistrationInvalid));
        Assert.That(error.Message, Does.Contain("client_credentials"));
        Assert.That(error.Hint, Does.Contain("RegistrationOptions.Client"));
        await other.UpdateAsync();
        Assert.That((await other.GetAsync()).ClientId, Is.EqualTo("client-1"));
    }

    [Test]
    public async Task A_registration_of_another_program_is_not_replaced_when_its_secret_expires()
    {
        var setup = new RegistrationSetup();
        setup.ExpireSecretsIn(TimeSpan.FromDays(7));
        await CreateMachine(setup, "urn:ietf:params:oauth:grant-type:device_code").GetAsync();
        setup.Time.Advance(TimeSpan.FromDays(8));
        await Failure.OfAsync(CreateMachine(setup, "client_credentials").GetAsync());
        Assert.That(setup.Server.Requests, Is.EqualTo(new[] { "POST /register" }));
    }

    [Test]
    public async Task The_initial_access_token_is_sent_with_the_registration_only()
    {
        var setup = new RegistrationSetup(new() { InitialToken = "initial" });
        var registrar = setup.Create(options: options => options with { InitialAccessToken = "initial" });
        await registrar.GetAsync();
        await registrar.ReadAsync();
        Assert.That(setup.Server.Requests, Is.EqualTo(new[] { "POST /register", "GET /register/client-1" }));
    }

    [Test]
    public async Task Without_the_initial_access_token_the_error_names_the_option()
    {
        var setup = new RegistrationSetup(new() { InitialToken = "initial" });
        var failure = await Assert.ThrowsAsync<OAuthException>(() => setup.Create().GetAsync());
        Assert.That(failure!.Error.Hint, Does.Contain("InitialAccessToken"));
    }

    [Test]
    public async Task The_method_and_the_scopes_of_the_answer_count()
    {
        var setup = new RegistrationSetup();
        setup.Server.Change = answer =>
        {
            answer["token_endpoint_auth_method"] = "client_secret_post";
            answer["scope"] = "write admin";
        };
        var provider = await setup.Create().GetProviderAsync();
        Assert.That(provider.ClientAuthentication, Is.SameAs(ClientAuthentication.Post));
        Assert.That(provider.Scopes, Is.EqualTo(new[] { "write" }));
    }

    [Test]
    public async Task The_method_that_was_asked_for_counts_where_the_answer_has_none()
    {
        var setup = new RegistrationSetup();
        setup.Server.Change = answer => answer.Remove("token_endpoint_auth_method");
        var registrar = setup.Create(metadata => metadata with { TokenEndpointAuthMethod = "client_secret_post" });
        Assert.That((await registrar.GetAsync()).TokenEndpointAuthMethod, Is.EqualTo("client_secret_post"));
    }

    [Test]
    public async Task A_public_client_that_is_given_a_secret_does_not_use_it()
    {
        var setup = new RegistrationSetup();
        setup.Server.Change = answer => answer["client_secret"] = "useless";
        var registrar = setup.Create(metadata => metadata with { TokenEndpointAuthMethod = "none" });
        var provider = await registrar.GetProviderAsync();
        Assert.That(provider.ClientSecret.IsEmpty, Is.True);
        Assert.That(provider.ClientAuthentication, Is.SameAs(ClientAuthentication.None));
    }

    [Test]
    public async Task No_secret_is_in_the_text_of_a_registration()
    {
        var setup = new RegistrationSetup();
        var registration = await setup.Create().GetAsync();
        Assert.That(
            $"{registration} {new StoredRegistration(registration, 1)}",
            Does.Contain("client-1").And.Not.Contain("secret-of").And.Not.Contain("management-token"));
    }

    private static ClientRegistrar CreateMachine(RegistrationSetup setup, string grantType) =>
        setup.Create(_ => new() { ClientName = "Machine", GrantTypes = [grantType] });
}
