using OAuthClient.Discovery;

namespace OAuthClient.Tests.Discovery;

/// <summary>A registration is read, updated, replaced and deleted (RFC 7592).</summary>
public class RegistrationLifeTests
{
    [Test]
    public async Task Each_answer_rotates_the_management_token_and_the_next_request_uses_the_new_one()
    {
        var setup = new RegistrationSetup();
        var registrar = setup.Create();
        await registrar.GetAsync();
        await registrar.ReadAsync();
        await registrar.UpdateAsync();
        await registrar.ReadAsync();
        var stored = await setup.ReadStoreAsync(registrar);
        Assert.That(
            stored!.RegistrationAccessToken.Reveal(),
            Is.EqualTo(setup.Server.Find("client-1")["registration_access_token"]!.GetValue<string>()));
    }

    [TestCase("get")]
    [TestCase("update")]
    public async Task A_secret_that_an_answer_rotates_replaces_the_stored_one(string verb)
    {
        var setup = new RegistrationSetup();
        var registrar = setup.Create();
        await registrar.GetAsync();
        setup.Server.Change = answer => answer["client_secret"] = "rotated";
        _ = verb == "update" ? await registrar.UpdateAsync() : await registrar.ReadAsync();
        Assert.That((await registrar.GetAsync()).ClientSecret.Reveal(), Is.EqualTo("rotated"));
    }

    [Test]
    public async Task An_answer_without_credentials_keeps_the_stored_ones()
    {
        var setup = new RegistrationSetup();
        var registrar = setup.Create();
        var first = await registrar.GetAsync();
        setup.Server.Change = answer =>
        {
            foreach (var name in new[] { "client_secret", "registration_access_token", "registration_client_uri" })
                answer.Remove(name);
        };
        var read = await registrar.ReadAsync();
        Assert.That(read.ClientSecret, Is.EqualTo(first.ClientSecret));
        Assert.That(read.RegistrationAccessToken, Is.EqualTo(first.RegistrationAccessToken));
        Assert.That(read.RegistrationClientUri, Is.EqualTo(first.RegistrationClientUri));
    }

    [Test]
    public async Task A_refused_answer_to_an_update_still_rotates_the_management_token()
    {
        var setup = new RegistrationSetup();
        var registrar = setup.Create();
        await registrar.GetAsync();
        setup.Server.Change = answer => answer.Remove("redirect_uris");
        await Assert.ThrowsAsync<OAuthException>(() => registrar.UpdateAsync());
        setup.Server.Change = _ => { };
        await registrar.ReadAsync();
        Assert.That(setup.Server.Clients, Is.EqualTo(new[] { "client-1" }));
    }

    [Test]
    public async Task An_update_sends_all_metadata_with_the_id_and_the_secret_and_nothing_of_the_providers()
    {
        var setup = new RegistrationSetup();
        await setup.Create().GetAsync();
        await setup.Create(metadata => metadata with { ClientName = "New Bank" }).UpdateAsync();
        var sent = setup.Server.Bodies.Last();
        Assert.That(sent.Select(member => member.Key), Is.EquivalentTo(new[]
        {
            "client_id", "client_secret", "client_name", "redirect_uris", "grant_types", "response_types",
            "token_endpoint_auth_method", "application_type",
        }));
        Assert.That(setup.Server.Find("client-1")["client_name"]!.GetValue<string>(), Is.EqualTo("New Bank"));
    }

    [Test]
    public async Task A_registration_that_is_gone_leaves_the_store_and_is_registered_anew()
    {
        var setup = new RegistrationSetup();
        var registrar = setup.Create();
        await registrar.GetAsync();
        setup.Server.Forget("client-1");
        var failure = await Assert.ThrowsAsync<OAuthException>(() => registrar.ReadAsync());
        Assert.That(failure!.Error.Hint, Does.Contain("GetAsync"));
        Assert.That((await registrar.GetAsync()).ClientId, Is.EqualTo("client-2"));
    }

    [Test]
    public async Task A_provider_that_is_down_leaves_the_registration_as_it_is()
    {
        var setup = new RegistrationSetup();
        var registrar = setup.Create();
        await registrar.GetAsync();
        setup.Server.Intercept = _ => RegistrationServer.Answer(503, "");
        await Assert.ThrowsAsync<OAuthException>(() => registrar.ReadAsync());
        await Assert.ThrowsAsync<OAuthException>(() => registrar.DeleteAsync());
        Assert.That((await registrar.GetAsync()).ClientId, Is.EqualTo("client-1"));
    }

    [Test]
    public async Task Deleting_deletes_at_the_provider_and_in_the_store()
    {
        var setup = new RegistrationSetup();
        var registrar = setup.Create();
        await registrar.GetAsync();
        await registrar.DeleteAsync();
        Assert.That(setup.Server.Clients, Is.Empty);
        Assert.That(setup.Store.Count, Is.Zero);
        await registrar.DeleteAsync();
        Assert.That(setup.Server.CountRequests("DELETE"), Is.EqualTo(1));
    }

    [Test]
    public async Task Deleting_what_the_provider_has_deleted_is_no_error()
    {
        var setup = new RegistrationSetup();
        var registrar = setup.Create();
        await registrar.GetAsync();
        setup.Server.Forget("client-1");
        await registrar.DeleteAsync();
        Assert.That(setup.Store.Count, Is.Zero);
    }

    [Test]
    public async Task Forgetting_deletes_in_the_store_only()
    {
        var setup = new RegistrationSetup();
        var registrar = setup.Create();
        await registrar.GetAsync();
        await registrar.ForgetAsync();
        Assert.That(setup.Store.Count, Is.Zero);
        Assert.That(setup.Server.Requests, Is.EqualTo(new[] { "POST /register" }));
    }

    [Test]
    public async Task A_refused_client_is_replaced_once_however_many_callers_saw_the_refusal()
    {
        var setup = new RegistrationSetup();
        ClientRegistrar[] machines = [setup.Create(), setup.Create(), setup.Create()];
        var refused = await machines[0].GetAsync();
        setup.Server.Forget("client-1");
        var replaced = await Task.WhenAll(
            Enumerable.Range(0, 300).Select(number => Task.Run(() => machines[number % 3].ReplaceAsync(refused))));
        Assert.That(replaced.Select(client => client.ClientId).Distinct(), Is.EqualTo(new[] { "client-2" }));
        Assert.That(setup.Server.CountRequests("POST"), Is.EqualTo(2));
    }

    [Test]
    public async Task Without_a_registration_the_verbs_say_what_to_call()
    {
        var registrar = new RegistrationSetup().Create();
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => registrar.ReadAsync());
        Assert.That(failure!.Message, Does.Contain("GetAsync"));
    }

    [Test]
    public async Task Without_management_the_verbs_say_so()
    {
        var setup = new RegistrationSetup();
        setup.Server.Change = answer => answer.Remove("registration_access_token");
        var registrar = setup.Create();
        await registrar.GetAsync();
        foreach (var verb in new Func<Task>[] { () => registrar.UpdateAsync(), () => registrar.DeleteAsync() })
            Assert.That((await Assert.ThrowsAsync<InvalidOperationException>(verb))!.Message, Does.Contain("ForgetAsync"));
    }
}
