using System.Net;
using Microsoft.Extensions.Time.Testing;
using OAuthClient.Discovery;
using OAuthClient.OAuth2;

namespace OAuthClient.Tests.Discovery;

/// <summary>
/// A document is read once for all callers, cached as HTTP says, and read again when it proves wrong.
/// </summary>
public class CacheTests
{
    private const string Issuer = "https://issuer.example";
    private const string Date = "Thu, 01 Jan 2026 00:00:00 GMT";
    private const string TwoHoursLater = "Thu, 01 Jan 2026 02:00:00 GMT";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static IEnumerable<TestCaseData> Lifetimes()
    {
        yield return Row(3600);
        yield return Row(1800, "Cache-Control: max-age=1800");
        yield return Row(1200, "Cache-Control: max-age=1800", "Age: 600");
        yield return Row(60, "Cache-Control: max-age=1800", "Age: 1790");
        yield return Row(60, "Cache-Control: max-age=1800", "Age: 9999");
        yield return Row(60, "Cache-Control: max-age=59");
        yield return Row(60, "Cache-Control: max-age=0");
        yield return Row(86_400, "Cache-Control: max-age=86401");
        yield return Row(86_400, "Cache-Control: max-age=2147483647");
        yield return Row(60, "Cache-Control: no-store");
        yield return Row(60, "Cache-Control: no-cache, max-age=1800");
        yield return Row(7200, $"Expires: {TwoHoursLater}", $"Date: {Date}");
        yield return Row(7200, $"Expires: {TwoHoursLater}");
        yield return Row(60, $"Expires: {Date}", $"Date: {TwoHoursLater}");
        yield return Row(60, "Expires: 0");
        yield return Row(1800, "Cache-Control: max-age=1800", $"Expires: {TwoHoursLater}");
        yield return Row(3600, "Cache-Control: public");
        yield return Row(3600, "Cache-Control: max-age=x");
        yield return Row(60, "Cache-Control: max-age=300", "Cache-Control: max-age=86400");
        yield return Row(60, "Cache-Control: max-age=86400, max-age=300");
        yield return Row(1800, "Cache-Control: public", "Cache-Control: s-maxage=5, max-age=1800");
    }

    [TestCaseSource(nameof(Lifetimes))]
    public async Task A_document_is_cached_as_its_headers_say_within_bounds(int seconds, string[] headers)
    {
        using var stub = new IssuerStub().Publish(Issuer, answer => Add(answer, headers));
        var discovery = new OAuthDiscovery(_time);
        var first = await discovery.DiscoverAsync(Issuer, stub.Options);
        _time.Advance(TimeSpan.FromSeconds(seconds - 1));
        Assert.That(await discovery.DiscoverAsync(Issuer, stub.Options), Is.SameAs(first));
        Assert.That(stub.Requests, Has.Count.EqualTo(1));
        _time.Advance(TimeSpan.FromSeconds(1));
        await discovery.DiscoverAsync(Issuer, stub.Options);
        Assert.That(stub.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Callers_at_the_same_time_share_one_reading()
    {
        var gate = new TaskCompletionSource();
        using var stub = new IssuerStub { Gate = gate.Task }.Publish(Issuer);
        var discovery = new OAuthDiscovery(_time);
        var calls = Enumerable.Range(0, 1000)
            .Select(_ => Task.Run(() => discovery.DiscoverAsync(Issuer, stub.Options)))
            .ToArray();
        gate.SetResult();
        var providers = await Task.WhenAll(calls);
        Assert.That(providers.Distinct(ReferenceEqualityComparer.Instance), Has.Exactly(1).Items);
        Assert.That(stub.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_canceled_caller_leaves_the_others_their_document()
    {
        var gate = new TaskCompletionSource();
        using var stub = new IssuerStub { Gate = gate.Task }.Publish(Issuer);
        var discovery = new OAuthDiscovery(_time);
        using var canceled = new CancellationTokenSource();
        var first = discovery.DiscoverAsync(Issuer, stub.Options, canceled.Token);
        var second = discovery.DiscoverAsync(Issuer, stub.Options);
        await canceled.CancelAsync();
        Assert.That(async () => await first, Throws.InstanceOf<OperationCanceledException>());
        gate.SetResult();
        Assert.That((await second).Issuer, Is.EqualTo(Issuer));
        Assert.That(stub.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_failure_is_remembered_for_five_seconds_and_heals()
    {
        using var stub = new IssuerStub();
        stub.Answer(WellKnownUrls.Of(Issuer)[0], HttpStatusCode.InternalServerError);
        var discovery = new OAuthDiscovery(_time);
        await Failure.OfAsync(discovery.DiscoverAsync(Issuer, stub.Options));
        stub.Publish(Issuer);
        _time.Advance(TimeSpan.FromSeconds(4.9));
        await Failure.OfAsync(discovery.DiscoverAsync(Issuer, stub.Options));
        Assert.That(stub.Requests, Has.Count.EqualTo(1));
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.That((await discovery.DiscoverAsync(Issuer, stub.Options)).Issuer, Is.EqualTo(Issuer));
    }

    [Test]
    public async Task A_document_that_proves_wrong_is_read_again_but_not_within_ten_seconds()
    {
        using var stub = new IssuerStub().Publish(Issuer);
        var discovery = new OAuthDiscovery(_time);
        await discovery.DiscoverAsync(Issuer, stub.Options);
        for (var call = 0; call < 100; call++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            discovery.Forget(Issuer);
            await discovery.DiscoverAsync(Issuer, stub.Options);
        }
        Assert.That(stub.Requests, Has.Count.EqualTo(1 + (100 / 10)));
    }

    [Test]
    public async Task An_issuer_that_is_forgotten_leaves_the_others()
    {
        using var stub = new IssuerStub().Publish(Issuer).Publish("https://other.example");
        var discovery = new OAuthDiscovery(_time);
        await discovery.DiscoverAsync(Issuer, stub.Options);
        _time.Advance(TimeSpan.FromSeconds(20));
        discovery.Forget("https://other.example");
        discovery.Forget("https://unknown.example");
        await discovery.DiscoverAsync(Issuer, stub.Options);
        Assert.That(stub.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Other_rules_are_another_discovery()
    {
        using var stub = new IssuerStub().Publish(Issuer);
        var discovery = new OAuthDiscovery(_time);
        var first = await discovery.DiscoverAsync(Issuer, stub.Options);
        var second = await discovery.DiscoverAsync(Issuer, stub.Options with { NamedBy = IssuerSource.ThirdParty });
        Assert.That(second.IsGuarded, Is.Not.EqualTo(first.IsGuarded));
    }

    [Test]
    public async Task T60_A_later_document_may_not_change_the_issuer()
    {
        const string Asked = "https://login.example/common/v2.0";
        using var stub = new IssuerStub();
        var options = stub.Options with { IssuerTemplate = "https://login.example/{tenant}/v2.0" };
        var discovery = new OAuthDiscovery(_time);
        Publish(stub, Asked, "https://login.example/one/v2.0");
        await discovery.DiscoverAsync(Asked, options);
        Publish(stub, Asked, "https://login.example/two/v2.0");
        _time.Advance(TimeSpan.FromHours(2));
        Assert.That(
            (await Failure.OfAsync(discovery.DiscoverAsync(Asked, options))).Code,
            Is.EqualTo(OAuthErrorCode.IssuerMismatch));
        _time.Advance(TimeSpan.FromSeconds(5));
        await Failure.OfAsync(discovery.DiscoverAsync(Asked, options));
        Publish(stub, Asked, "https://login.example/one/v2.0");
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.That((await discovery.DiscoverAsync(Asked, options)).Issuer, Does.Contain("/one/"));
    }

    [Test]
    public async Task The_cache_is_bounded_and_the_issuer_that_was_used_last_stays()
    {
        using var stub = new IssuerStub();
        var discovery = new OAuthDiscovery(_time);
        for (var number = 0; number <= 1000; number++)
        {
            _time.Advance(TimeSpan.FromTicks(1));
            stub.Publish($"https://i{number}.example");
            await discovery.DiscoverAsync($"https://i{number}.example", stub.Options);
        }
        await discovery.DiscoverAsync("https://i1000.example", stub.Options);
        await discovery.DiscoverAsync("https://i1.example", stub.Options);
        Assert.That(stub.Requests, Has.Count.EqualTo(1001));
        await discovery.DiscoverAsync("https://i0.example", stub.Options);
        Assert.That(stub.Requests, Has.Count.EqualTo(1002));
    }

    [Test]
    public async Task Issuers_of_third_parties_do_not_drive_out_those_of_the_developer()
    {
        using var stub = new IssuerStub().Publish(Issuer);
        var discovery = new OAuthDiscovery(_time);
        await discovery.DiscoverAsync(Issuer, stub.Options);
        var gate = new TaskCompletionSource();
        stub.Gate = gate.Task;
        var options = stub.Options with { NamedBy = IssuerSource.ThirdParty };
        var calls = new List<Task>();
        for (var number = 0; number < 1500; number++)
        {
            _time.Advance(TimeSpan.FromTicks(1));
            stub.Publish($"https://i{number}.example");
            calls.Add(discovery.DiscoverAsync($"https://i{number}.example", options));
        }
        await discovery.DiscoverAsync(Issuer, stub.Options);
        gate.SetResult();
        await Task.WhenAll(calls);
        await discovery.DiscoverAsync(Issuer, stub.Options);
        Assert.That(stub.Requests.Count(url => url == WellKnownUrls.Of(Issuer)[0]), Is.EqualTo(1));
    }

    [Test]
    public async Task A_bounded_number_of_discoveries_runs_at_once_and_the_others_wait_within_their_deadline()
    {
        var gate = new TaskCompletionSource();
        using var stub = new IssuerStub { Gate = gate.Task };
        var discovery = new OAuthDiscovery(_time);
        var first = Enumerable.Range(0, FetchSlots.Count)
            .Select(number => Discover(number, TimeSpan.FromDays(20)))
            .ToList();
        while (stub.Requests.Count < FetchSlots.Count)
            await Task.Yield();
        var waiting = Discover(1000, TimeSpan.FromSeconds(3));
        while (!waiting.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
        Assert.That((await Failure.OfAsync(waiting)).Code, Is.EqualTo(OAuthErrorCode.EndpointTimeout));
        Assert.That(stub.Requests, Has.Count.EqualTo(FetchSlots.Count));
        using var other = new IssuerStub().Publish(Issuer);
        Assert.That((await discovery.DiscoverAsync(Issuer, other.Options)).Issuer, Is.EqualTo(Issuer));
        gate.SetResult();
        await Task.WhenAll(first);
        Assert.That((await Discover(1001, TimeSpan.FromSeconds(3))).Issuer, Is.Not.Null);

        Task<OAuth2Provider> Discover(int number, TimeSpan timeout)
        {
            var issuer = $"https://i{number}.example";
            return discovery.DiscoverAsync(issuer, stub.Publish(issuer).Options with
            {
                NamedBy = IssuerSource.ThirdParty,
                Timeout = timeout,
            });
        }
    }

    [Test]
    public async Task A_handler_that_ignores_its_cancellation_is_given_up()
    {
        using var stuck = new StuckHandler();
        var options = new DiscoveryOptions { Http = stuck, Allow = Insecure.UnguardedHttp };
        var call = new OAuthDiscovery(_time).DiscoverAsync(Issuer, options);
        await stuck.Asked;
        _time.Advance(options.Timeout);
        Assert.That((await Failure.OfAsync(call)).Code, Is.EqualTo(OAuthErrorCode.EndpointTimeout));
    }

    private static void Publish(IssuerStub stub, string asked, string issuer) =>
        stub.Answer(WellKnownUrls.Of(asked)[0], () => IssuerStub.Document(issuer));

    private static void Add(HttpResponseMessage answer, string[] headers)
    {
        foreach (var header in headers)
        {
            var parts = header.Split(": ", 2);
            if (!answer.Headers.TryAddWithoutValidation(parts[0], parts[1]))
                answer.Content.Headers.TryAddWithoutValidation(parts[0], parts[1]);
        }
    }

    private static TestCaseData Row(int seconds, params string[] headers) =>
        new TestCaseData(seconds, headers).SetArgDisplayNames([$"{seconds}", .. headers]);

    private sealed class StuckHandler : HttpMessageHandler
    {
        private readonly TaskCompletionSource _asked = new();

        public Task Asked => _asked.Task;

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            _asked.SetResult();
            await new TaskCompletionSource().Task;
            return new();
        }
    }
}
