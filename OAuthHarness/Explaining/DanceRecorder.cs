using OAuthClient;
using OAuthHarness.Terminal;
using Signals;
using Spectre.Console;

namespace OAuthHarness.Explaining;

/// <summary>
/// Records a dance from its <c>oauth_trace</c>, and tells it while it happens if it is to be explained. Holds no
/// secret. Thread-safe.
/// </summary>
internal sealed class DanceRecorder : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<DanceStep> _steps = [];
    private readonly TraceSteps _traceSteps;
    private readonly ExplainedDance? _explained;
    private readonly SignalConnection _connection;
    private readonly string _provider;
    private string? _outcome;
    private string? _error;

    // The finish whose checks are told at its end: its steps are explained with them.
    private long _openFinish;

    private DanceRecorder(OAuthDance dance, ExplainedDance? explained)
    {
        _provider = dance.Provider.Name;
        _explained = explained;
        _traceSteps = new(dance);
        _connection = dance.Signals.Trace.Connect(Hear);
    }

    /// <summary>The steps so far.</summary>
    public DanceRecording Recording
    {
        get
        {
            lock (_lock)
                return new() { Provider = _provider, Steps = [.. _steps], Outcome = _outcome, Error = _error };
        }
    }

    /// <summary>Records a dance, and explains it on stderr if the command was given --explain.</summary>
    public static DanceRecorder Start(OAuthDance dance, CommandRun run) =>
        Start(dance, run.Explains ? run.People.WriteLine : null);

    /// <summary>Records a dance.</summary>
    /// <param name="dance">The dance.</param>
    /// <param name="explain">Writes a line of the explanation; null when there is to be none.</param>
    public static DanceRecorder Start(OAuthDance dance, Action<string>? explain = null) =>
        new(dance, explain is null ? null : new(explain));

    /// <summary>Adds a step that no event tells, such as a code that is shown to the user.</summary>
    public void Add(Party from, Party to, string text)
    {
        lock (_lock)
        {
            _steps.Add(new(from, to, RecordedText.Of(text)));
            ExplainSteps();
        }
    }

    /// <summary>Adds what the receivers of <c>oauth_before_login</c> answered.</summary>
    public void Begin(OAuthLogin login)
    {
        lock (_lock)
            AddAnswers(login.Explanation);
    }

    /// <summary>Adds what the receivers answered, what was decided, and what the user sees.</summary>
    public void End(OAuthOutcome outcome)
    {
        lock (_lock)
        {
            AddAnswers(outcome.Explanation);
            _outcome = $"{outcome.Kind}";
            _error = RecordedText.OrNull(outcome.Error?.ToString());
            _steps.Add(new(Party.Program, Party.User, RecordedText.Of($"shows {outcome.Response}")));
            _openFinish = 0;
            ExplainSteps();
        }
    }

    public void Dispose()
    {
        _connection.Dispose();
        lock (_lock)
        {
            _openFinish = 0;
            ExplainSteps();
        }
    }

    private void Hear(OAuthDance dance, TraceArgs trace)
    {
        var steps = _traceSteps.Of(trace);
        lock (_lock)
        {
            if (trace.Checks.Count > 0)
                AddChecks(trace);
            _steps.AddRange(steps);
            if (trace.Outcome is not null)
                _outcome = $"{trace.Outcome}";
            if (trace.Error is { } error)
                _error = RecordedText.Of(error.ToString());
            _openFinish = OpenFinishAfter(trace);
            ExplainSteps();
        }
    }

    private long OpenFinishAfter(TraceArgs trace) => trace switch
    {
        { Event: OAuthTraceEvent.CallbackReceived } => trace.Operation,
        { Outcome: not null } when trace.Operation == _openFinish => 0,
        _ => _openFinish,
    };

    // The checks were made when the callback came, and when the answer to its code came.
    private void AddChecks(TraceArgs trace)
    {
        var checks = trace.Checks.Select(RecordedCheck.Of).ToLookup(check => check.Name == "token_type");
        var callback = Find(trace.Operation, nameof(OAuthTraceEvent.CallbackReceived));
        if (callback < 0)
            return;
        _steps[callback] = _steps[callback] with { Checks = [.. checks[false]] };
        var answer = Find(trace.Operation, nameof(OAuthTraceEvent.RequestSent));
        if (answer >= 0 && checks[true].Any())
            _steps[answer] = _steps[answer] with { Checks = [.. checks[true]] };
        if (checks[false].Any(check => check is { Name: "taken_once", Result: TraceCheckResult.Passed }))
        {
            var taken = new DanceStep(Party.Program, Party.Store, "takes the login: no other callback can finish it");
            _steps.Insert(callback + 1, taken with { Event = $"{trace.Event}", Operation = trace.Operation });
        }
    }

    private int Find(long operation, string @event) =>
        _steps.FindLastIndex(step => step.Operation == operation && step.Event == @event);

    private void AddAnswers(string explanation)
    {
        var explained = ExplainedAnswers.Read(explanation);
        var asked = _steps.FindLastIndex(step => step.Signal is not null);
        if (asked < 0 || explained.Count == 0)
            return;
        var last = _steps[asked];
        _steps[asked] = Answered(last, explained[^1]);
        _explained?.Answered(_steps[asked]);
        // A receiver of oauth_authorized that threw ended the login before an event could tell of the others.
        if (explained.Count > 1)
        {
            var before = last with { Text = OAuthSignals.AuthorizedName, Details = [] };
            _steps.Insert(asked, Answered(before with { Signal = before.Text }, explained[0]));
        }
    }

    private static DanceStep Answered(DanceStep step, ExplainedAnswers explained) =>
        step with { Answers = explained.Answers, Decision = explained.Decision };

    private void ExplainSteps()
    {
        if (_openFinish == 0)
            _explained?.Write(_steps);
    }
}
