namespace OAuthHarness.Prove;

/// <summary>
/// Counts the calls that a client makes to stores, to the provider and to classes of the host, and injects the planned
/// faults. Thread-safe.
/// </summary>
internal sealed class Faults(TimeProvider time, Activity activity)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);
    private readonly Lock _lock = new();
    private readonly List<string> _calls = [];
    private readonly List<string> _met = [];
    private Dictionary<int, FaultKind>? _plan;

    /// <summary>The names of the calls that were counted, in order.</summary>
    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_lock)
                return [.. _calls];
        }
    }

    /// <summary>The faults that were injected, in words.</summary>
    public IReadOnlyList<string> Met
    {
        get
        {
            lock (_lock)
                return [.. _met];
        }
    }

    /// <summary>Whether a planned fault does not fit its call, so that the case proves nothing.</summary>
    public bool IsUnfit { get; private set; }

    /// <summary>Whether an answer of the provider was lost on its way.</summary>
    public bool IsAnswerLost { get; private set; }

    /// <summary>Whether the caller of the client has cancelled.</summary>
    public bool IsCallerCancelled { get; private set; }

    /// <summary>Cancels the call that the client serves.</summary>
    public Action? CancelCaller { get; set; }

    /// <summary>Lets the provider be kind after an answer was lost.</summary>
    public Action? OnAnswerLost { get; set; }

    /// <summary>Starts another machine, and waits until it ends or waits itself; null where there is none.</summary>
    public Func<FaultKind, Task>? StartRival { get; set; }

    /// <summary>Begins to count calls, and to inject faults.</summary>
    public void Arm(IEnumerable<Fault> plan)
    {
        lock (_lock)
            _plan = plan.ToDictionary(fault => fault.Index, fault => fault.Kind);
    }

    public void Disarm()
    {
        lock (_lock)
            _plan = null;
    }

    /// <summary>Makes a call, with its fault if one is planned.</summary>
    /// <param name="name">The name of the call.</param>
    /// <param name="call">The real call.</param>
    /// <param name="fitting">The kinds of fault that the call can have.</param>
    /// <param name="waitsForOthers">Whether the call may wait for another client.</param>
    public Task<T> RunAsync<T>(
        string name, Func<Task<T>> call, FaultKind[]? fitting = null, bool waitsForOthers = false)
    {
        var kind = Enter(name, fitting ?? FaultKinds.OfCalls);
        var count = waitsForOthers ? activity.Waiting : activity.InFlight;
        // The exception comes before there is a task, as from a method that is not async.
        return kind switch
        {
            FaultKind.Throws => throw Failure(name),
            FaultKind.ThrowsCancelled => throw new OperationCanceledException($"{name} was cancelled by itself."),
            _ => RunAsync(kind, name, () => activity.CountAsync(call, count)),
        };
    }

    public Task RunAsync(string name, Func<Task> call, FaultKind[]? fitting = null) =>
        RunAsync(name, () => ReturnTrueAsync(call), fitting);

    /// <summary>Makes a call that returns no task.</summary>
    public T Run<T>(string name, Func<T> call)
    {
        var kind = Enter(name, FaultKinds.OfSynchronousCalls);
        if (kind == FaultKind.CallerCancels)
            Cancel();
        if (kind == FaultKind.ThrowsCancelled)
            throw new OperationCanceledException($"{name} was cancelled by itself.");
        var result = kind == FaultKind.Throws ? throw Failure(name) : call();
        return kind == FaultKind.DoesAndThrows ? throw Failure(name) : result;
    }

    private static async Task<bool> ReturnTrueAsync(Func<Task> call)
    {
        await call();
        return true;
    }

    private static Exception Failure(string name) => name.StartsWith("http", StringComparison.Ordinal)
        ? new HttpRequestException($"{name} has no connection.")
        : new IOException($"{name} is broken.");

    private static Task<T> NeverAsync<T>() => new TaskCompletionSource<T>().Task;

    private async Task<T> RunAsync<T>(FaultKind? kind, string name, Func<Task<T>> call)
    {
        switch (kind)
        {
            case FaultKind.ThrowsLate:
                await activity.CountAsync(() => ReturnTrueAsync(() => Task.Delay(Pause, time)), activity.Held);
                throw Failure(name);
            case FaultKind.Hangs:
                return await activity.CountAsync(NeverAsync<T>, activity.Held);
            case FaultKind.CallerCancels:
                Cancel();
                break;
            case FaultKind.RivalDoesTheSame or FaultKind.RivalSignsOut:
                await activity.CountAsync(() => ReturnTrueAsync(() => StartRival!(kind.Value)), activity.InFlight);
                break;
        }
        var result = await call();
        if (kind is not { } lost || !lost.LosesResult())
            return result;
        if (name.StartsWith("http", StringComparison.Ordinal))
            LoseAnswer();
        return kind == FaultKind.DoesAndThrows
            ? throw Failure(name)
            : await activity.CountAsync(NeverAsync<T>, activity.Held);
    }

    private void Cancel()
    {
        IsCallerCancelled = true;
        CancelCaller?.Invoke();
    }

    private void LoseAnswer()
    {
        IsAnswerLost = true;
        OnAnswerLost?.Invoke();
    }

    private FaultKind? Enter(string name, FaultKind[] fitting)
    {
        lock (_lock)
        {
            if (_plan is null)
                return null;
            _calls.Add(name);
            if (!_plan.TryGetValue(_calls.Count - 1, out var kind))
                return null;
            if (kind.IsOfRival() ? StartRival is not null : fitting.Contains(kind))
            {
                _met.Add($"call {_calls.Count}, {name}, {kind.ToWords()}");
                return kind;
            }
            IsUnfit = true;
            return null;
        }
    }
}
