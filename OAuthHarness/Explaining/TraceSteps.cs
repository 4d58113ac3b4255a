using OAuthClient;
using Signals;

namespace OAuthHarness.Explaining;

/// <summary>Turns the events of <c>oauth_trace</c> into steps. Must be called while the event is sent.</summary>
internal sealed class TraceSteps(OAuthDance dance)
{
    private readonly RegistrySignals _signals = new(dance.Signals.Registry);

    public IReadOnlyList<DanceStep> Of(TraceArgs trace) =>
        [.. Select(trace).Select(step => step with { Event = $"{trace.Event}", Operation = trace.Operation })];

    private List<DanceStep> Select(TraceArgs trace) => trace.Event switch
    {
        OAuthTraceEvent.LoginBegun => LoginBegun(trace),
        OAuthTraceEvent.LoginNotBegun when trace.Error is null =>
            [Ask(OAuthSignals.BeforeLoginName, _signals.BeforeLogin.ReceiversFor(dance))],
        OAuthTraceEvent.CallbackReceived => [OfExchange(Party.User, Party.Program, trace.Exchange!)],
        OAuthTraceEvent.RequestSent => RequestSent(trace),
        OAuthTraceEvent.CallbackRepeated =>
            [new(Party.Store, Party.Program, "has the outcome of this very callback; nothing is done twice")],
        OAuthTraceEvent.LoginFinished => LoginFinished(trace),
        OAuthTraceEvent.TokenRefreshed => TokenRefreshed(trace),
        OAuthTraceEvent.TokenStored => [new(Party.Program, Party.Store, $"stores a token of {NameOf(trace.User)}")],
        OAuthTraceEvent.SignedOut => SignedOut(trace),
        OAuthTraceEvent.ApiCallRetried =>
            [new(Party.Program, Party.Provider, $"sends the call once more, because of the {trace.RetryCause}")],
        _ => [Fail(trace)],
    };

    private List<DanceStep> LoginBegun(TraceArgs trace) =>
    [
        Ask(OAuthSignals.BeforeLoginName, _signals.BeforeLogin.ReceiversFor(dance)),
        new(Party.Program, Party.Store, "keeps the login until its callback comes") { Details = LoginOf(trace) },
        new(Party.Program, Party.User, "sends the user to the provider"),
        OfExchange(Party.User, Party.Provider, trace.Exchange!),
    ];

    private static List<DanceStep> RequestSent(TraceArgs trace)
    {
        var exchange = trace.Exchange!;
        var sent = OfExchange(Party.Program, Party.Provider, exchange);
        var arrow = exchange.Status is { } status ? $"→ {status}" : "→";
        var at = sent.Details.ToList().FindIndex(line => line.StartsWith(arrow, StringComparison.Ordinal));
        var took = trace.Duration is { } time ? $" in {time.TotalMilliseconds:0} ms" : "";
        var answer = new DanceStep(
            Party.Provider, Party.Program, exchange.Status is null ? $"no answer{took}" : $"{exchange.Status}{took}")
        {
            Details = [.. sent.Details.Skip(at < 0 ? int.MaxValue : at + 1), .. ErrorOf(trace)],
            IsFailure = trace.Error is not null || exchange.Status is null or >= 400,
        };
        return [sent with { Details = [.. sent.Details.Take(at < 0 ? int.MaxValue : at)] }, answer];
    }

    private List<DanceStep> LoginFinished(TraceArgs trace)
    {
        var asked = Ask(OAuthSignals.AuthorizedName, _signals.Authorized.ReceiversFor(dance));
        return trace.Outcome == OAuthOutcomeKind.Stored
            ? [asked, new(Party.Program, Party.Store, $"stores the token of {NameOf(trace.User)}")]
            : [asked];
    }

    private List<DanceStep> TokenRefreshed(TraceArgs trace) =>
    [
        new(Party.Program, Party.Store, $"stores the new token of {NameOf(trace.User)}"),
        Ask(OAuthSignals.TokenRefreshedName, _signals.TokenRefreshed.ReceiversFor(dance)),
    ];

    private static List<DanceStep> SignedOut(TraceArgs trace) =>
    [
        new(Party.Program, Party.Store, $"deletes the token of {NameOf(trace.User)}")
        {
            Details = [.. ErrorOf(trace)],
            IsFailure = trace.Error is not null,
        },
    ];

    private DanceStep Fail(TraceArgs trace) =>
        Ask(OAuthSignals.ErrorName, _signals.Error.ReceiversFor(dance)) with
        {
            Details = [.. ErrorOf(trace)],
            IsFailure = true,
        };

    private static DanceStep Ask(string signal, IReadOnlyList<SignalReceiver> receivers) =>
        new(Party.Program, Party.Receivers, signal)
        {
            Signal = signal,
            Answers = [.. receivers.Select(receiver => new RecordedAnswer(RecordedText.Of(receiver.Name), null))],
        };

    // The first line of an exchange is its address.
    private static DanceStep OfExchange(Party from, Party to, TraceExchange exchange)
    {
        var lines = RecordedText.LinesOf(exchange.ToString());
        return new(from, to, lines[0]) { Details = [.. lines.Skip(1).Select(line => line.Trim())] };
    }

    private static string[] LoginOf(TraceArgs trace) => trace.Login is { } login ? [$"digest {login}"] : [];

    private static string[] ErrorOf(TraceArgs trace) =>
        trace.Error is { } error ? [RecordedText.Of(error.ToString())] : [];

    private static string NameOf(OAuthUser user) => RecordedText.Of(user.ToString());
}
