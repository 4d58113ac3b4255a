using System.Runtime.CompilerServices;

namespace Signals.Tests.Sending;

/// <summary>
/// Makes random steps with a signal and with its model: connects, disposes, drops, collections and sends, also inside
/// receivers. The same seed makes the same steps.
/// </summary>
internal sealed class ModelRun
{
    private const int MostNested = 4;
    private const int MaxConnections = 30;
    private readonly Random _random;
    private readonly bool _isAsync;
    private readonly Signal<object?, ModelFrame>? _telling;
    private readonly Signal<object?, ModelFrame, string>? _asking;
    private readonly SignalModel _model = new();
    private readonly ModelPopulation _population;
    private readonly ModelForms _forms;
    private readonly Dictionary<ModelConnection, IDisposable> _handles = [];
    private readonly Stack<ModelFrame> _frames = [];
    private readonly List<string> _steps = [];
    private int _numbers;

    public ModelRun(int seed, bool isAsking, bool isAsync)
    {
        _random = new(seed);
        _isAsync = isAsync;
        _telling = isAsking ? null : new();
        _asking = isAsking ? new() : null;
        _forms = new(this, isAsync);
        _population = new(_model, number => new ModelTarget(this, number));
    }

    /// <summary>The first failure; null if there was none.</summary>
    public string? Failure { get; private set; }

    public IReadOnlyList<string> Steps => _steps;

    private Connectable<object?, ModelFrame> Signal => _telling ?? (Connectable<object?, ModelFrame>)_asking!;

    private ISignal SignalInfo => _telling ?? (ISignal)_asking!;

    public async Task RunAsync(int steps)
    {
        for (var n = 0; n < steps && Failure is null; n++)
        {
            await StepAsync();
            CheckReceivers();
            CheckHandles();
        }
    }

    public void Call(string key, object? sender, ModelFrame frame)
    {
        var calling = CallAsync(key, sender, frame, mayNest: !_isAsync);
        if (!calling.IsCompleted)
            Fail("a call that should not wait does");
        calling.GetAwaiter().GetResult();
    }

    public async Task CallAsync(string key, object? sender, ModelFrame frame, bool mayNest)
    {
        Log($"'{key}' is called");
        if (!ReferenceEquals(frame, _frames.Peek()) || !Equals(sender, frame.From))
            Fail($"'{key}' was handed another send's sender or data");
        Fail(frame.Call(key));
        if (mayNest && _isAsync && Chance(3))
            await Task.Yield();
        while (mayNest && frame.Steps > 0 && _frames.Count < MostNested && Chance(5))
        {
            frame.Steps--;
            await StepAsync();
        }
        frame.Current = null;
        if (Failure is null && Chance(12))
            Throw(key, frame);
    }

    private void Throw(string key, ModelFrame frame)
    {
        var message = $"{key} {++_numbers}";
        frame.Faults.Add(message);
        throw new FormatException(message);
    }

    private async Task StepAsync()
    {
        if (Failure is not null)
            return;
        switch (_random.Next(100))
        {
            case < 40 when _model.CountNotDead() < MaxConnections:
                Connect();
                break;
            case < 52:
                Dispose();
                break;
            case < 56:
                Disconnect();
                break;
            case < 63:
                Log($"drops {_population.DropOne(_random)}");
                break;
            case < 68:
                Collect();
                break;
            default:
                await SendAsync();
                break;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Connect()
    {
        var form = (ModelForm)_random.Next(Enum.GetValues<ModelForm>().Length);
        var sender = Chance(2) ? _population.PickSender(_random) : null;
        var target = _population.PickTarget(_random);
        var owner = _population.PickTarget(_random);
        var key = $"{form} {++_numbers}";
        var connection = ModelForms.Describe(form, sender, target, owner, key);
        var known = _model.Connect(connection);
        var again = known == connection ? "" : " again";
        Log($"connects '{connection.Key}'{again}: of {target.Name}, owner {owner.Name}, "
            + $"sender {sender?.Name ?? "any"}");
        var connect = _forms.Make(form, (ModelTarget)target.Value!, owner.Value!, key);
        var handle = connect(sender is null ? Signal : Signal.From(sender.Make()));
        if (known != connection && !handle.Equals(_handles[known]))
            Fail($"'{connection.Key}' was connected twice");
        _handles[known] = handle;
    }

    private void Dispose()
    {
        if (_model.Connections.Count == 0)
            return;
        var connection = _model.Connections[_random.Next(_model.Connections.Count)];
        Log($"disposes '{connection.Key}'");
        connection.IsDisposed = true;
        _handles[connection].Dispose();
        if (Chance(2))
            _handles[connection].Dispose();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Disconnect()
    {
        var target = (ModelTarget)_population.PickTarget(_random).Value!;
        var connection = _model.Connections.LastOrDefault(other =>
            !other.IsDisposed && other.Key == target.MethodKey && other.Sender is null);
        Log($"disconnects '{target.MethodKey}'");
        var wasConnected = Signal.Disconnect(_isAsync ? target.HearAsync : target.Hear);
        if (wasConnected != (connection is not null))
            Fail($"Disconnect says {connection is null}");
        if (connection is not null)
            connection.IsDisposed = true;
    }

    private void Collect()
    {
        Log("collects");
        Garbage.Collect();
        _model.Collect(_frames.SelectMany(ModelPopulation.UsedBy));
        Fail(_population.CheckTraces());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task SendAsync()
    {
        var sender = Chance(5) ? null : _population.PickSender(_random);
        var faults = (FaultPolicy)_random.Next(3);
        var frame = new ModelFrame(_model, sender, sender?.Make());
        Log($"sends from {sender?.Name ?? "no sender"}, {faults} {{");
        _frames.Push(frame);
        var outcome = await ModelSend.RunAsync(_telling, _asking, frame, faults, _isAsync);
        _frames.Pop();
        Log("}");
        // Code after an await runs on the stack of the awaited send, which would keep the sender alive.
        if (_isAsync)
            await Task.Yield();
        if (faults != FaultPolicy.FailFast || frame.Faults.Count == 0)
            Fail(frame.End());
        var expected = ModelSend.Expect(frame, faults);
        if (outcome != expected)
            Fail($"the send came to '{outcome}', not to '{expected}'");
    }

    private void CheckReceivers()
    {
        var live = _model.Connections.Count(connection => _model.LivenessOf(connection) == Liveness.Live);
        var unsure = _model.Connections.Count(connection => _model.LivenessOf(connection) == Liveness.Unsure);
        var count = SignalInfo.Receivers.Count;
        if (count < live || count > live + unsure)
            Fail($"{count} receivers are listed, of {live} that live and {unsure} that may");
    }

    private void CheckHandles()
    {
        foreach (var (connection, handle) in _handles)
        {
            var liveness = _model.LivenessOf(connection);
            // If the sender was collected, IsConnected may be true or false.
            if (liveness == Liveness.Unsure || connection.Sender?.Life?.IsCollected == true
                || handle is not SignalConnection signalConnection)
                continue;
            if (signalConnection.IsConnected != (liveness == Liveness.Live))
                Fail($"IsConnected is {signalConnection.IsConnected} for the handle of '{connection.Key}'");
        }
        _model.Forget();
        foreach (var connection in _handles.Keys.Except(_model.Connections).ToArray())
            _handles.Remove(connection);
    }

    private bool Chance(int of) => _random.Next(of) == 0;

    private void Log(string step) => _steps.Add($"{new string(' ', _frames.Count * 2)}{step}");

    private void Fail(string? wrong) => Failure ??= wrong;
}
