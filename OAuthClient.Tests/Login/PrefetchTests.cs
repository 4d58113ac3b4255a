namespace OAuthClient.Tests.Login;

/// <summary>Callbacks that a browser prefetches, with the request headers that real browsers send.</summary>
public class PrefetchTests
{
    [TestCase("Sec-Purpose", "prefetch", Description = "Chrome, Firefox, Safari")]
    [TestCase("Sec-Purpose", "prefetch;prerender", Description = "Chrome, speculation rules")]
    [TestCase("Sec-Purpose", "prefetch;prerender;preview", Description = "Chrome, link preview")]
    [TestCase("Sec-Purpose", "prefetch;anonymous-client-ip", Description = "Chrome, through its proxy")]
    [TestCase("Purpose", "prefetch", Description = "Chrome before 2022, Safari")]
    [TestCase("Purpose", "Prefetch")]
    [TestCase("X-Purpose", "preview", Description = "Safari, Top Sites")]
    [TestCase("X-Moz", "prefetch", Description = "Firefox before 2024")]
    [TestCase("x-moz", "prefetch", Description = "a framework that writes names in lower case")]
    public async Task A_prefetch_changes_nothing_and_the_real_navigation_succeeds(string header, string value)
    {
        foreach (var protocol in Enum.GetValues<Protocol>())
        {
            var setup = new DanceSetup(protocol);
            var callback = await setup.GetCallbackUrlAsync("42");
            var before = Snapshot(setup);
            var prefetch = OAuthCallback.FromUrl(callback)
                .WithHeaders(name => name.Equals(header, StringComparison.OrdinalIgnoreCase) ? value : null);
            foreach (var cookie in new[] { setup.Browser.Cookie, default })
            {
                var outcome = await setup.Dance.FinishAsync(prefetch, cookie);
                Assert.That(
                    (outcome.Kind, outcome.Error?.Code, outcome.Response.Status),
                    Is.EqualTo((OAuthOutcomeKind.Refused, OAuthErrorCode.Prefetch, 503)));
            }
            Assert.That(Snapshot(setup), Is.EqualTo(before), "no signal, no request, nothing taken");
            var navigation = OAuthCallback.FromUrl(callback).WithHeaders(_ => null);
            Assert.That((await setup.FinishAsync(navigation, setup.Browser.Cookie)).IsStored, Is.True);
        }
    }

    [TestCase("Sec-Purpose", "")]
    [TestCase("Purpose", "navigate")]
    [TestCase("Sec-Fetch-Dest", "document")]
    [TestCase("Sec-Fetch-Mode", "navigate")]
    [TestCase("Referer", "https://prefetch.example/preview")]
    public async Task A_request_with_another_header_is_no_prefetch(string header, string value)
    {
        var setup = new DanceSetup();
        var callback = OAuthCallback.FromUrl(await setup.GetCallbackUrlAsync("42"))
            .WithHeaders(name => name == header ? value : null);
        Assert.That((await setup.FinishAsync(callback, setup.Browser.Cookie)).IsStored, Is.True);
    }

    [Test]
    public async Task A_prefetch_after_the_login_does_not_show_the_outcome([Values] Protocol protocol)
    {
        var setup = new DanceSetup(protocol);
        var callback = await setup.GetCallbackUrlAsync("42");
        await setup.FinishAsync(OAuthCallback.FromUrl(callback), setup.Browser.Cookie);
        var outcome = await setup.Dance.FinishAsync(
            OAuthCallback.FromUrl(callback).WithHeaders(_ => "prefetch"), setup.Browser.Cookie);
        Assert.That((outcome.Error?.Code, setup.SentSignals.Count), Is.EqualTo((OAuthErrorCode.Prefetch, 2)));
    }

    private static object Snapshot(DanceSetup setup) =>
        (setup.SentSignals.Count, setup.Provider.Requests.Count,
            setup.Recorder.TokenLines, setup.Recorder.PendingLines, setup.Recorder.TakenLines);
}
