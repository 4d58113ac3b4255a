using OAuthClient.Tests.Storage;
using OAuthHarness.Prove;

namespace OAuthClient.Tests.Harness;

/// <summary>
/// Lets every call of a flow fail in every way, one at a time. The harness command <c>prove</c> does the same over more
/// stores, and with two faults at a time.
/// </summary>
[NonParallelizable]
public class ProveTests
{
    private const int Pairs = 30;

    private static readonly string[] CallsOfStores =
    [
        "tokens.Get", "tokens.Put", "tokens.Delete", "tokens.Lease", "lease.Dispose",
        "dances.Save", "dances.Find", "dances.Take", "dances.Finish", "dances.Wait",
    ];

    private static readonly string[] CallsOfClasses =
    [
        "authentication", "signature", OAuthSignals.BeforeLoginName, OAuthSignals.AuthorizedName,
        OAuthSignals.TokenRefreshedName, "extension.Authorize", "extension.Open", "extension.Check",
        "extension.Request", "extension.Answer", "extension.Token",
    ];

    private static readonly string[] Endpoints =
        ["http /token", "http /revoke", "http /oauth1/initiate", "http /oauth1/token"];

    private static IEnumerable<string> Flows => ProveFlow.All.Select(flow => flow.Name);

    [Test]
    public async Task A_fault_at_any_call_loses_nothing_leaves_no_caller_waiting_and_is_told_once(
        [ValueSource(nameof(Flows))] string flow, [Values("memory", "file")] string store)
    {
        var results = await RunAsync(store, new() { Flows = Find(flow) });
        Assert.That(FallsOf(results), Is.Empty);
        Assert.That(results, Has.All.Property(nameof(ProveResult.Cases)).GreaterThan(0));
    }

    [Test]
    public async Task Two_faults_lose_nothing_either([ValueSource(nameof(Flows))] string flow)
    {
        var setup = new ProveSetup { Flows = Find(flow), HasSingleFaults = false, Pairs = Pairs };
        Assert.That(FallsOf(await RunAsync("memory", setup)), Is.Empty);
    }

    [Test]
    public async Task A_small_client_without_a_mistake_loses_nothing() =>
        Assert.That(FallsOf(await RunAsync("memory", new() { Client = FindClient("small") })), Is.Empty);

    [TestCase("no-deadline", "hangs")]
    [TestCase("write-before-lease", "rival does the same")]
    [TestCase("no-read-after-failed-write", "does and throws")]
    [TestCase("two-signals", "throws")]
    [TestCase("lost-cancel", "caller cancels")]
    public async Task A_small_client_with_a_mistake_falls(string mistake, string kind)
    {
        var results = await RunAsync("memory", new() { Client = FindClient(mistake) });
        Assert.That(results.Single(result => result.Kind == kind).Fallen, Is.GreaterThan(0));
        Assert.That(results.Single(result => result.Kind == "none").Fallen, Is.Zero);
    }

    [Test]
    public async Task The_flows_make_every_call_that_can_fail()
    {
        using var temporary = new TempDirectory();
        var stores = await StorePlace.PrepareAsync("memory", temporary.Path, null);
        var calls = new HashSet<string>();
        foreach (var flow in ProveFlow.All)
        {
            foreach (var protocol in Enum.GetValues<ProvedProtocol>())
            {
                var bench = await ProveCase.RunAsync(new(flow, protocol, stores, ClientKind.Library), []);
                calls.UnionWith(bench.Client.Faults.Calls);
            }
        }
        Assert.That(calls, Is.SupersetOf(CallsOfStores.Concat(CallsOfClasses).Concat(Endpoints)));
    }

    [TestCase("prove --store memory --flow refresh --pairs 0 --client small", 0)]
    [TestCase("prove --store memory --flow refresh --pairs 0 --client two-signals", 1)]
    [TestCase("prove --store redis", 2)]
    [TestCase("prove --store redis postgres --connect localhost", 2)]
    public async Task The_exit_code_tells_whether_a_case_fell(string line, int exitCode)
    {
        using var output = new StringWriter();
        var parsed = ProveCommand.All.Parse(line);
        var came = await parsed.InvokeAsync(new() { Output = output, Error = output });
        Assert.That(came, Is.EqualTo(exitCode), output.ToString());
    }

    private static async Task<IReadOnlyList<ProveResult>> RunAsync(string store, ProveSetup setup)
    {
        using var temporary = new TempDirectory();
        var stores = await StorePlace.PrepareAsync(store, temporary.Path, null);
        return await new Proof(setup).RunAsync(stores);
    }

    private static ProveFlow[] Find(string flow) => [ProveFlow.All.Single(known => known.Name == flow)];

    private static ClientKind FindClient(string name) => ClientKind.All.Single(known => known.Name == name);

    private static IEnumerable<string> FallsOf(IEnumerable<ProveResult> results) =>
        from result in results
        from fall in result.Falls
        select $"{result.Row.Protocol}: {fall}";
}
