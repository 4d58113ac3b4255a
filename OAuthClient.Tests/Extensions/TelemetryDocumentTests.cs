using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using OAuthClient.Extensions.Logging;
using OAuthClient.OAuth1;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Extensions;

/// <summary>Compares the tables of docs/telemetry.md with the code.</summary>
[NonParallelizable]
public partial class TelemetryDocumentTests
{
    private const string File = "docs/telemetry.md";

    [Test]
    public void The_table_of_log_events_has_the_id_name_and_fields_of_each()
    {
        var declared =
            from method in typeof(LogEvents).GetMethods(BindingFlags.Public | BindingFlags.Instance)
            let message = method.GetCustomAttribute<LoggerMessageAttribute>()
            where message is not null
            let fields = Placeholder().Matches(message.Message).Select(found => found.Groups[1].Value)
            select $"{message.EventId} {message.EventName}: {string.Join(' ', fields)}";
        var documented =
            from row in Rows("Id")
            let fields = Code().Matches(row[4]).Select(found => found.Groups[1].Value)
            select $"{row[0]} {Unquote(row[1])}: {string.Join(' ', fields)}";
        Assert.That(documented, Is.EqualTo(declared.OrderBy(entry => int.Parse(entry.Split(' ')[0]))));
    }

    [Test]
    public void The_table_of_log_events_has_the_level_of_each()
    {
        var wrong =
            from row in Rows("Id")
            where Enum.TryParse<OAuthTraceEvent>(Unquote(row[1]), out var ignored)
            let @event = Enum.Parse<OAuthTraceEvent>(Unquote(row[1]))
            let level = LogLevels.Of(new(@event, "a") { IsTokenValid = true, Error = ErrorOf(@event) })
            where !row[2].StartsWith($"{level}", StringComparison.Ordinal)
            select $"{@event} is {level}";
        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void The_table_of_trace_events_has_each_with_args_that_exist()
    {
        var rows = Rows("`OAuthTraceEvent`").ToArray();
        Assert.That(rows.Select(row => Unquote(row[0])), Is.EqualTo(Enum.GetNames<OAuthTraceEvent>()));
        var args = rows.SelectMany(row => Code().Matches(row[2]).Select(found => found.Groups[1].Value)).Distinct();
        Assert.That(
            args.Concat(["Event", "Provider", "Operation"]),
            Is.EquivalentTo(typeof(TraceArgs).GetProperties().Select(property => property.Name)));
    }

    [Test]
    public async Task The_tables_of_instruments_and_activities_have_each_with_its_tags()
    {
        var tags = new Dictionary<string, SortedSet<string>>();
        var instruments = new SortedSet<string>();
        using var meter = ListenToMeter(instruments, tags);
        using var activities = ListenToActivities(tags);
        await RunAllAsync();
        foreach (var row in Rows("Instrument").Concat(Rows("Activity")))
        {
            var name = Unquote(row[0]);
            var documented = Code().Matches(TagsOf(row)).Select(found => found.Groups[1].Value);
            Assert.That(tags.GetValueOrDefault(name), Is.EquivalentTo(documented), name);
        }
        Assert.That(
            Rows("Instrument").Select(row => $"{Unquote(row[0])} {row[1]} {Unquote(row[2])}"),
            Is.EquivalentTo(instruments));
        Assert.That(
            Rows("Instrument").Concat(Rows("Activity")).Select(row => Unquote(row[0])), Is.EquivalentTo(tags.Keys));
    }

    [Test]
    public void The_table_of_scope_fields_has_each()
    {
        var token = new OAuthToken { AccessToken = "a" };
        var trace = new TraceArgs(OAuthTraceEvent.RefreshFailed, "a")
        {
            Operation = 1,
            Login = "b",
            User = "c",
            Token = token,
            FormerToken = token,
            IsTokenValid = true,
            Error = new("d", "e"),
            Exchange = new("f", "GET", "g", () => "h"),
        };
        var fields = new LogScope(trace, new(default), logsUserIds: false).Select(field => field.Key);
        var documented = Rows("Field").SelectMany(row => Code().Matches(row[0]).Select(found => found.Groups[1].Value));
        Assert.That(documented, Is.EquivalentTo(fields));
    }

    // Every kind of event, each at a port that is not the default.
    private static async Task RunAllAsync()
    {
        await using var pretend = PretendProvider.Listen();
        HttpResponseMessage? revocation = null;
        var setup = new DanceSetup(
            options: options => options with { Http = new EndpointStub(options.Http!, "/revoke", _ => revocation) },
            pretend: pretend);
        await setup.LoginAsync("42");
        await setup.Dance.Session("42").RefreshAsync();
        setup.Provider.Misbehave = Misbehavior.HtmlWith500;
        Assert.That(async () => await setup.Dance.Session("42").RefreshAsync(), Throws.InstanceOf<OAuthException>());
        revocation = new(System.Net.HttpStatusCode.BadGateway);
        await setup.Dance.Session("42").SignOutAsync();
        setup.Provider.Misbehave = Misbehavior.None;
        await setup.FinishAsync(OAuthCallback.FromUrl("?state=unknown"), default);
        await setup.Dance.BeginAsync("42", new() { ReturnUrl = "https://evil.example" });
        var grants = new DanceSetup(
            Protocol.OAuth1, oauth1: provider => provider with { Allow = provider.Allow | Insecure.PasswordLogin });
        await grants.Dance.GrantAsync(new XAuthGrant("anna", "wrong"), "42");
    }

    private static MeterListener ListenToMeter(
        SortedSet<string> instruments, Dictionary<string, SortedSet<string>> tags)
    {
        var meter = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name != "OAuthClient")
                    return;
                var kind = instrument.GetType().Name.Split('`')[0].ToLowerInvariant();
                instruments.Add($"{instrument.Name} {kind} {instrument.Unit}");
                listener.EnableMeasurementEvents(instrument);
            },
        };
        meter.SetMeasurementEventCallback<long>(
            (instrument, _, found, _) => Add(tags, instrument.Name, found.ToArray()));
        meter.SetMeasurementEventCallback<double>(
            (instrument, _, found, _) => Add(tags, instrument.Name, found.ToArray()));
        meter.Start();
        return meter;
    }

    private static ActivityListener ListenToActivities(Dictionary<string, SortedSet<string>> tags)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "OAuthClient",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => Add(tags, activity.OperationName, activity.TagObjects),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static void Add(
        Dictionary<string, SortedSet<string>> tags, string name, IEnumerable<KeyValuePair<string, object?>> found)
    {
        lock (tags)
        {
            if (!tags.TryGetValue(name, out var names))
                tags[name] = names = [];
            names.UnionWith(found.Where(tag => tag.Value is not null).Select(tag => tag.Key));
        }
    }

    private static OAuthError? ErrorOf(OAuthTraceEvent @event) =>
        @event is OAuthTraceEvent.SignedOut or OAuthTraceEvent.LoginFinished or OAuthTraceEvent.TokenRefreshed
            or OAuthTraceEvent.TokenStored
            ? null
            : new("a", "b");

    // An activity may have the tags of an instrument.
    private static string TagsOf(string[] row)
    {
        const int OfInstrument = 3;
        if (row.Length > OfInstrument)
            return row[OfInstrument];
        var shared = Rows("Instrument").FirstOrDefault(other => row[^1] == $"those of {other[0]}");
        return shared is null ? row[^1] : shared[OfInstrument];
    }

    // The rows of the table whose first column has this title.
    private static IEnumerable<string[]> Rows(string title) =>
        Repository.Read(File)
            .Split('\n')
            .SkipWhile(line => !line.StartsWith($"| {title} |", StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray());

    private static string Unquote(string cell) => cell.Trim('`');

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
