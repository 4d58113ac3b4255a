namespace OAuthClient.Tests.Discovery;

/// <summary>A client secret that expires is renewed ahead.</summary>
public class RegistrationExpiryTests
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    [Test]
    public async Task A_secret_without_an_expiry_is_used_for_ever()
    {
        var setup = new RegistrationSetup();
        await setup.Create().GetAsync();
        setup.Time.Advance(1000 * Week);
        await setup.Create().GetAsync();
        Assert.That(setup.Server.Requests, Has.Count.EqualTo(1));
    }

    [TestCase(5.9, 1)]
    [TestCase(6.1, 2)]
    [TestCase(8, 2)]
    public async Task A_secret_is_read_again_a_day_before_it_expires(double days, int requests)
    {
        var setup = new RegistrationSetup();
        setup.ExpireSecretsIn(Week);
        await setup.Create().GetAsync();
        setup.Time.Advance(TimeSpan.FromDays(days));
        setup.ExpireSecretsIn(Week);
        Assert.That((await setup.Create().GetAsync()).ClientId, Is.EqualTo("client-1"));
        Assert.That(setup.Server.Requests, Has.Count.EqualTo(requests));
    }

    [Test]
    public async Task A_short_lived_secret_is_used_for_three_quarters_of_its_life()
    {
        var setup = new RegistrationSetup();
        setup.ExpireSecretsIn(TimeSpan.FromHours(1));
        await setup.Create().GetAsync();
        setup.Time.Advance(TimeSpan.FromMinutes(44));
        await setup.Create().GetAsync();
        Assert.That(setup.Server.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_secret_that_the_provider_does_not_renew_is_replaced_by_a_new_registration()
    {
        var setup = new RegistrationSetup();
        setup.ExpireSecretsIn(Week);
        var registrar = setup.Create();
        await registrar.GetAsync();
        setup.Time.Advance(Week);
        setup.Server.Intercept = request =>
        {
            if (request.Method == HttpMethod.Post)
                setup.ExpireSecretsIn(Week);
            return null;
        };
        Assert.That((await registrar.GetAsync()).ClientId, Is.EqualTo("client-2"));
        Assert.That((await setup.ReadStoreAsync(registrar))!.ClientId, Is.EqualTo("client-2"));
    }

    [TestCase(400)]
    [TestCase(403)]
    [TestCase(404)]
    [TestCase(429)]
    [TestCase(500)]
    [TestCase(503)]
    public async Task While_the_provider_does_not_renew_it_a_secret_is_used_to_its_end(int status)
    {
        var setup = new RegistrationSetup();
        setup.ExpireSecretsIn(Week);
        var registrar = setup.Create();
        await registrar.GetAsync();
        setup.Time.Advance(Week - TimeSpan.FromHours(1));
        FailReadsWith(setup, status);
        for (var call = 0; call < 10; call++)
            Assert.That((await registrar.GetAsync()).ClientId, Is.EqualTo("client-1"));
        Assert.That(setup.Server.Requests, Is.EqualTo(new[] { "POST /register", "GET /register/client-1" }));
    }

    [Test]
    public async Task Renewal_is_tried_again_after_a_minute()
    {
        var setup = new RegistrationSetup();
        setup.ExpireSecretsIn(Week);
        var registrar = setup.Create();
        await registrar.GetAsync();
        setup.Time.Advance(Week - TimeSpan.FromHours(1));
        FailReadsWith(setup, 503);
        await registrar.GetAsync();
        setup.Time.Advance(TimeSpan.FromSeconds(61));
        await registrar.GetAsync();
        Assert.That(setup.Server.CountRequests("GET"), Is.EqualTo(2));
    }

    [Test]
    public async Task A_secret_that_has_ended_while_its_management_is_down_is_replaced_by_a_new_registration()
    {
        var setup = new RegistrationSetup();
        setup.ExpireSecretsIn(Week);
        var registrar = setup.Create();
        await registrar.GetAsync();
        setup.Time.Advance(Week);
        setup.ExpireSecretsIn(Week);
        FailReadsWith(setup, 503);
        Assert.That((await registrar.GetAsync()).ClientId, Is.EqualTo("client-2"));
    }

    [Test]
    public async Task A_client_that_is_gone_is_replaced_before_its_secret_ends()
    {
        var setup = new RegistrationSetup();
        setup.ExpireSecretsIn(Week);
        var registrar = setup.Create();
        await registrar.GetAsync();
        setup.Time.Advance(Week - TimeSpan.FromHours(1));
        setup.Server.Forget("client-1");
        setup.ExpireSecretsIn(Week);
        Assert.That((await registrar.GetAsync()).ClientId, Is.EqualTo("client-2"));
    }

    [TestCase(43_200, "client-1")]
    [TestCase(61, "client-1")]
    [TestCase(59, "client-2")]
    public async Task A_secret_that_the_provider_still_has_is_used_until_its_last_minute(
        int secondsLeft, string clientId)
    {
        var setup = new RegistrationSetup();
        setup.ExpireSecretsIn(Week);
        var registrar = setup.Create();
        await registrar.GetAsync();
        setup.Time.Advance(Week - TimeSpan.FromSeconds(secondsLeft));
        Assert.That((await registrar.GetAsync()).ClientId, Is.EqualTo(clientId));
    }

    [Test]
    public async Task A_secret_of_a_renewal_that_was_refused_otherwise_is_used()
    {
        var setup = new RegistrationSetup();
        setup.ExpireSecretsIn(Week);
        var registrar = setup.Create();
        await registrar.GetAsync();
        setup.Time.Advance(Week - TimeSpan.FromHours(1));
        setup.Server.Change = answer =>
        {
            answer["client_secret"] = "rotated";
            answer["redirect_uris"] = "none";
        };
        Assert.That((await registrar.GetAsync()).ClientSecret.Reveal(), Is.EqualTo("rotated"));
    }

    private static void FailReadsWith(RegistrationSetup setup, int status) => setup.Server.Intercept =
        request => request.Method == HttpMethod.Get ? RegistrationServer.Answer(status, "") : null;
}
