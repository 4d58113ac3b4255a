namespace Signals.Tests.Sending;

/// <summary>
/// An object of the program, which can be dropped, and a weak reference that tells whether it was collected.
/// </summary>
internal sealed class ModelObject(string name, ModelLife life, object value)
{
    private readonly WeakReference _trace = new(value);

    public string Name => name;

    public ModelLife Life => life;

    public object? Value { get; private set; } = value;

    public bool IsAlive => _trace.IsAlive;

    public void Drop()
    {
        life.IsDropped = true;
        Value = null;
    }
}

/// <summary>A sender: an object, which can be collected, or a value, which is made for each use.</summary>
internal sealed record ModelSender(string Name, ModelLife? Life, Func<object> Make)
{
    public bool Equals(ModelSender? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}

/// <summary>A target with receivers of several forms. It tells the run which receiver was called.</summary>
internal sealed class ModelTarget(ModelRun run, int number)
{
    public string MethodKey => $"method {number}";

    public string OpenKey => $"open {number}";

    public string ThisKey => $"this {number}";

    public void Hear(object? sender, ModelFrame frame) => run.Call(MethodKey, sender, frame);

    public Task HearAsync(object? sender, ModelFrame frame) => run.CallAsync(MethodKey, sender, frame, mayNest: true);

    public void Call(string key, object? sender, ModelFrame frame) => run.Call(key, sender, frame);

    public Task CallAsync(string key, object? sender, ModelFrame frame) =>
        run.CallAsync(key, sender, frame, mayNest: true);

    public IDisposable ConnectThis(Connectable<object?, ModelFrame> signal) =>
        signal.Weakly().Connect((sender, frame) => run.Call(ThisKey, sender, frame));
}

internal sealed class ModelObserver(ModelRun run, string key) : IObserver<SignalDelivery<object?, ModelFrame>>
{
    public void OnNext(SignalDelivery<object?, ModelFrame> value) => run.Call(key, value.Sender, value.Args);

    public void OnCompleted() { }

    public void OnError(Exception error) { }
}
