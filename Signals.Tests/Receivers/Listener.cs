namespace Signals.Tests.Receivers;

/// <summary>
/// How a <see cref="Listener"/> is connected. Up to <see cref="WeakLambda"/> it lives as long as the object, then until it is
/// disposed.
/// </summary>
public enum ListenerForm
{
    Method,
    Open,
    Owned,
    WeakLambda,
    Strong,
    Strongly,
    Async,
    Observer,
}

/// <summary>An object that is connected in any form, and counts what it hears.</summary>
internal sealed class Listener : IObserver<SignalDelivery<object, Task>>
{
    public static readonly ListenerForm[] WeakForms = [ListenerForm.Method, ListenerForm.Open, ListenerForm.Owned, ListenerForm.WeakLambda];

    public int Heard { get; private set; }

    public SignalConnection Connect(Connectable<object, Task> where, ListenerForm form) => form switch
    {
        ListenerForm.Method => where.Connect(Hear),
        ListenerForm.Open => where.Connect(this, static (listener, sender, task) => listener.Hear(sender, task)),
        ListenerForm.Owned => where.OwnedBy(this).Connect((sender, task) => Hear(sender, task)),
        ListenerForm.WeakLambda => where.Weakly().Connect((sender, task) => Hear(sender, task)),
        ListenerForm.Strong => where.Connect((sender, task) => Hear(sender, task)),
        ListenerForm.Strongly => where.Strongly().Connect(Hear),
        ListenerForm.Async => where.Connect(async (sender, task) => { await task; Hear(sender, task); }),
        _ => throw new ArgumentOutOfRangeException(nameof(form)),
    };

    public void Hear(object sender, Task task) => Heard++;

    public void OnNext(SignalDelivery<object, Task> value) => Hear(value.Sender, value.Args);

    public void OnCompleted() { }

    public void OnError(Exception error) { }
}
