using OAuthClient.Tests.Contracts;

namespace OAuthClient.Tests.Discovery;

/// <summary>Another machine, or a slow store, comes between a request and its answer.</summary>
public class RegistrationRaceTests
{
    private sealed class SlowStore(RegistrationSetup setup, TimeSpan delay)
        : ClockedRegistrationStore(new RegistrationPlace(), setup.Time)
    {
        public override ValueTask<StoredRegistration?> GetAsync(
            RegistrationKey key, CancellationToken cancellationToken = default)
        {
            setup.Time.Advance(delay);
            return base.GetAsync(key, cancellationToken);
        }
    }

    [Test]
    public async Task A_machine_that_was_too_late_uses_the_stored_registration_and_deletes_its_own()
    {
        var setup = new RegistrationSetup();
        var registrar = setup.Create();
        var winner = new ClientRegistration
        {
            ClientId = "winner",
            TokenEndpointAuthMethod = "none",
            RedirectUris = [RegistrationSetup.RedirectUri],
        };
        setup.Server.Intercept = request =>
        {
            if (request.Method == HttpMethod.Post)
                setup.Store.PutAsync(registrar.Key, winner, null).AsTask().GetAwaiter().GetResult();
            return null;
        };
        Assert.That((await registrar.GetAsync()).ClientId, Is.EqualTo("winner"));
        Assert.That(setup.Server.Clients, Is.Empty);
    }

    [Test]
    public async Task A_registration_that_was_forgotten_meanwhile_does_not_come_back()
    {
        var setup = new RegistrationSetup();
        var registrar = setup.Create();
        await registrar.GetAsync();
        setup.Server.Intercept = _ =>
        {
            registrar.ForgetAsync().GetAwaiter().GetResult();
            return null;
        };
        var failure = await Assert.ThrowsAsync<OAuthException>(() => registrar.UpdateAsync());
        Assert.That(failure!.Error.Code, Is.EqualTo(OAuthErrorCode.StoreFailed));
        Assert.That(setup.Store.Count, Is.Zero);
    }

    [Test]
    public async Task Nothing_is_registered_when_the_lease_may_have_ended()
    {
        var setup = new RegistrationSetup();
        var store = new SlowStore(setup, TimeSpan.FromMinutes(2));
        var registrar = setup.Create(options: options => options with { Store = store });
        var failure = await Assert.ThrowsAsync<OAuthException>(() => registrar.GetAsync());
        Assert.That(failure!.Error.Code, Is.EqualTo(OAuthErrorCode.StoreFailed));
        Assert.That(setup.Server.Requests, Is.Empty);
    }
}
