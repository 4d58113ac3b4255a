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

    [Test]
    public async Task While_the_provider_is_down_a_secret_is_used_to_its_end_and_renewal_waits_a_minute()
    {
        var setup = new RegistrationSetup();
        setup.ExpireSecretsIn(Week);
        var registrar = setup.Create();
        await registrar.GetAsync();
        setup.Time.Advance(Week - TimeSpan.FromHours(1));
        setup.Server.Intercept = _ => RegistrationServer.Answer(503, "");
        for (var call = 0; call < 10; call++)
            Assert.That((await registrar.GetAsync()).ClientId, Is.EqualTo("client-1"));
        Assert.That(setup.Server.Requests, Has.Count.EqualTo(3));
        setup.Time.Advance(TimeSpan.FromHours(2));
        await Assert.ThrowsAsync<OAuthException>(() => registrar.GetAsync());
    }
}
