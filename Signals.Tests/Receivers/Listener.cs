namespace Signals.Tests.Receivers;

/// <summary>
/// How a <see cref="Listener"/> is connected. Up to <see cref="This"/> it lives as long as the object, then until it is
/// disposed.
/// </summary>
public enum Form
{
    Method,
    Open,
    Owned,
    This,
    Strong,
    Strongly,
    Async,
    Observer,
}

/// <summary>An object that is connected in any form, and counts what it hears.</summary>
internal sealed class Listener : IObserver<SignalDelivery<object, Task>>
{
    public static readonly Form[] WeakForms = [Form.Method, Form.Open, Form.Owned, Form.This];

    public int Heard { get; private set; }

    public SignalConnection Connect(Connectable<object, Task> where, Form form) => form switch
    {
        Form.Method => where.Connect(Hear),
        Form.Open => where.Connect(this, static (listener, sender, task) => listener.Hear(sender, task)),
        Form.Owned => where.OwnedBy(this).Connect((sender, task) => Hear(sender, task)),
        Form.This => where.Weakly().Connect((sender, task) => Hear(sender, task)),
        Form.Strong => where.Connect((sender, task) => Hear(sender, task)),
        Form.Strongly => where.Strongly().Connect(Hear),
        Form.Async => where.Connect(async (sender, task) => { await task; Hear(sender, task); }),
        _ => throw new ArgumentOutOfRangeException(nameof(form)),
    };

    public void Hear(object sender, Task task) => Heard++;

    public void OnNext(SignalDelivery<object, Task> value) => Hear(value.Sender, value.Args);

    public void OnCompleted() { }

    public void OnError(Exception error) { }
}
