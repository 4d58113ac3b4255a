using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Internal;

public class TelemetryTests
{
    [Test]
    public async Task Logins_and_their_outcomes_are_counted_by_provider()
    {
        var provider = $"watched-{TestContext.CurrentContext.Test.ID}";
        var counted = new ConcurrentQueue<string>();
        using var meter = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "OAuthClient")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        meter.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var values = tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value);
            if (Equals(values["oauth.provider"], provider))
            {
                counted.Enqueue(
                    $"{instrument.Name} {value} {values["oauth.outcome"]} {values.GetValueOrDefault("error.type")}".TrimEnd());
            }
        });
        meter.Start();
        var setup = new DanceSetup(provider: value => value with { Name = provider });
        await setup.LoginAsync("42");
        setup.Provider.Misbehave = Misbehavior.HtmlWith500;
        await setup.LoginAsync("42");
        Assert.That(
            counted,
            Is.EqualTo(new[]
            {
                "oauth.logins 1 begun",
                "oauth.outcomes 1 Stored",
                "oauth.logins 1 begun",
                "oauth.outcomes 1 ProviderFailed endpoint_http",
            }));
    }

    [Test]
    public async Task Begin_and_finish_are_activities()
    {
        var provider = $"watched-{TestContext.CurrentContext.Test.ID}";
        var ended = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "OAuthClient",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (Equals(activity.GetTagItem("oauth.provider"), provider))
                    ended.Enqueue($"{activity.DisplayName}: {activity.GetTagItem("oauth.outcome")}, {activity.Status}");
            },
        };
        ActivitySource.AddActivityListener(listener);
        var setup = new DanceSetup(provider: value => value with { Name = provider });
        setup.Provider.Misbehave = Misbehavior.ErrorWith400;
        await setup.LoginAsync("42");
        Assert.That(
            ended,
            Is.EqualTo(new[]
            {
                "oauth begin: begun, Unset", "oauth request: , Error", "oauth finish: ProviderFailed, Error",
            }));
    }
}
