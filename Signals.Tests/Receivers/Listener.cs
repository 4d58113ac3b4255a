namespace Signals.Tests.Receivers;

/// <summary>
/// How a <see cref="Listener"/> is connected. The forms up to <see cref="WeakLambda"/> live as long as the listener,
/// the others until they are disposed.
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
    public static readonly ListenerForm[] WeakForms =
        [ListenerForm.Method, ListenerForm.Open, ListenerForm.Owned, ListenerForm.WeakLambda];

    public int Heard { get; private set; }

    public SignalConnection Connect(Connectable<object, Task> signal, ListenerForm form) => form switch
    {
        ListenerForm.Method => signal.Connect(Hear),
        ListenerForm.Open => signal.Connect(this, static (listener, sender, task) => listener.Hear(sender, task)),
        ListenerForm.Owned => signal.OwnedBy(this).Connect((sender, task) => Hear(sender, task)),
        ListenerForm.WeakLambda => signal.Weakly().Connect((sender, task) => Hear(sender, task)),
        ListenerForm.Strong => signal.Connect((sender, task) => Hear(sender, task)),
        ListenerForm.Strongly => signal.Strongly().Connect(Hear),
        ListenerForm.Async => signal.Connect(async (sender, task) => { await task; Hear(sender, task); }),
        _ => throw new ArgumentOutOfRangeException(nameof(form)),
    };

    public void Hear(object sender, Task task) => Heard++;

    public void OnNext(SignalDelivery<object, Task> value) => Hear(value.Sender, value.Args);

    public void OnCompleted() { }

    public void OnError(Exception error) { }
}
