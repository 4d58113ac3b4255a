using OAuthClient.Discovery;

namespace OAuthClient.Tests.Discovery;

/// <summary>
/// The store fails: nothing that the provider gave is lost where that can be helped, and nothing is left there.
/// </summary>
public class RegistrationStoreFaultTests
{
    [Test]
    public async Task A_write_that_fails_once_is_tried_again()
    {
        var (setup, store, registrar) = Create();
        store.FailWrite = number => number == 1 ? new IOException() : null;
        Assert.That((await registrar.GetAsync()).ClientId, Is.EqualTo("client-1"));
        Assert.That((await store.GetAsync(registrar.Key))!.Registration.ClientId, Is.EqualTo("client-1"));
        Assert.That(setup.Server.Requests, Is.EqualTo(new[] { "POST /register" }));
    }

    [Test]
    public async Task A_client_that_the_store_did_not_take_is_deleted_at_the_provider()
    {
        var (setup, store, registrar) = Create();
        store.FailWrite = _ => new IOException();
        Assert.That((await Failure.OfAsync(registrar.GetAsync())).Code, Is.EqualTo(OAuthErrorCode.StoreFailed));
        Assert.That(setup.Server.Clients, Is.Empty);
        Assert.That(setup.Server.Requests, Is.EqualTo(new[] { "POST /register", "DELETE /register/client-1" }));
    }

    [Test]
    public async Task A_client_that_cannot_be_managed_stays_at_the_provider()
    {
        var (setup, store, registrar) = Create();
        setup.Server.Change = answer => answer.Remove("registration_client_uri");
        store.FailWrite = _ => new IOException();
        Assert.That((await Failure.OfAsync(registrar.GetAsync())).Code, Is.EqualTo(OAuthErrorCode.StoreFailed));
        Assert.That(setup.Server.Requests, Is.EqualTo(new[] { "POST /register" }));
    }

    [Test]
    public async Task A_client_that_was_stored_by_a_write_that_threw_is_used()
    {
        var (setup, store, registrar) = Create();
        store.FailWrite = _ => new IOException();
        store.WritesAllTheSame = true;
        Assert.That((await registrar.GetAsync()).ClientId, Is.EqualTo("client-1"));
        Assert.That(setup.Server.Clients, Is.EqualTo(new[] { "client-1" }));
    }

    private static readonly Exception[] GivenUp =
        [new TimeoutException(), new OperationCanceledException(), new IOException("", new TimeoutException())];

    [TestCaseSource(nameof(GivenUp))]
    public async Task A_client_whose_write_may_come_late_is_not_deleted(Exception cause)
    {
        var (setup, store, registrar) = Create();
        store.FailWrite = number => number == 1 ? cause : new IOException();
        Assert.That((await Failure.OfAsync(registrar.GetAsync())).Code, Is.EqualTo(OAuthErrorCode.StoreFailed));
        Assert.That(setup.Server.Clients, Is.EqualTo(new[] { "client-1" }));
    }

    [Test]
    public async Task A_client_that_may_be_in_the_store_is_not_deleted()
    {
        var (setup, store, registrar) = Create();
        store.FailWrite = _ =>
        {
            store.ReadFailure = new IOException();
            return new IOException();
        };
        Assert.That((await Failure.OfAsync(registrar.GetAsync())).Code, Is.EqualTo(OAuthErrorCode.StoreFailed));
        Assert.That(setup.Server.Clients, Is.EqualTo(new[] { "client-1" }));
    }

    [Test]
    public async Task Of_three_machines_whose_writes_fail_at_first_one_client_is_left()
    {
        var (setup, store, _) = Create();
        store.FailWrite = number => number <= 2 ? new IOException() : null;
        for (var machine = 0; machine < 3; machine++)
        {
            try
            {
                await CreateRegistrar(setup, store).GetAsync();
            }
            catch (OAuthException) { }
        }
        Assert.That(setup.Server.Clients, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_token_that_was_rotated_while_the_store_failed_once_is_saved()
    {
        var (_, store, registrar) = Create();
        await registrar.GetAsync();
        store.FailWrite = number => number == 2 ? new IOException() : null;
        var read = await registrar.ReadAsync();
        var stored = await store.GetAsync(registrar.Key);
        Assert.That(stored!.Registration.RegistrationAccessToken, Is.EqualTo(read.RegistrationAccessToken));
        await registrar.UpdateAsync();
    }

    [TestCase("read")]
    [TestCase("lease")]
    [TestCase("delete")]
    [TestCase("write")]
    public async Task A_failure_of_the_store_is_an_OAuthException_without_its_text(string call)
    {
        var (_, store, registrar) = Create();
        await registrar.GetAsync();
        Break(store, call, new InvalidDataException("Password=hunter2"));
        var error = await Failure.OfAsync(WalkAsync(registrar));
        Assert.That(error.Code, Is.EqualTo(OAuthErrorCode.StoreFailed));
        Assert.That(error.ToString(), Does.Contain("InvalidDataException").And.Not.Contain("hunter2"));
    }

    [Test]
    public async Task A_damaged_record_says_what_to_do()
    {
        var (_, store, registrar) = Create();
        store.ReadFailure = new DamagedRecordException("Delete the file x.registration.");
        Assert.That((await Failure.OfAsync(registrar.GetAsync())).Hint, Does.Contain("x.registration"));
    }

    [Test]
    public async Task A_caller_that_cancels_a_read_gets_no_failure()
    {
        var (_, store, registrar) = Create();
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        store.ReadFailure = new OperationCanceledException(cancellation.Token);
        await Assert.CatchAsync<OperationCanceledException>(() => registrar.GetAsync(cancellation.Token));
    }

    private static void Break(FaultyRegistrationStore store, string call, Exception cause)
    {
        store.ReadFailure = call == "read" ? cause : null;
        store.LeaseFailure = call == "lease" ? cause : null;
        store.DeleteFailure = call == "delete" ? cause : null;
        store.FailWrite = _ => call == "write" ? cause : null;
    }

    private static async Task WalkAsync(ClientRegistrar registrar)
    {
        await registrar.ReadAsync();
        await registrar.ForgetAsync();
    }

    private static (RegistrationSetup Setup, FaultyRegistrationStore Store, ClientRegistrar Registrar) Create()
    {
        var setup = new RegistrationSetup();
        var store = new FaultyRegistrationStore(setup);
        return (setup, store, CreateRegistrar(setup, store));
    }

    private static ClientRegistrar CreateRegistrar(RegistrationSetup setup, IRegistrationStore store) =>
        setup.Create(options: options => options with { Store = store });
}
