using System.Runtime.CompilerServices;

namespace Signals;

/// <summary>
/// Where receivers connect: a signal, or a signal narrowed to one sender (<see cref="From"/>) or to an owner (<see cref="OwnedBy"/>).
/// Narrowing makes a new value and changes nothing. Thread-safe.
/// </summary>
/// <typeparam name="TSender">Who sends. Make it nullable if the signal is also sent anonymously.</typeparam>
/// <typeparam name="TArgs">What is sent.</typeparam>
/// <remarks>
/// How long a connection lasts: a <b>lambda or local function</b> until its connection is disposed, whatever it captures; a
/// <b>method group of an object</b> as long as that object, which the signal does not keep alive; with an <b>owner</b> named,
/// anything exactly as long as the owner. The same method group connected twice to the same sender is called once, on the first terms;
/// each lambda is a connection of its own.
/// </remarks>
public class Connectable<TSender, TArgs> : IObservable<SignalDelivery<TSender, TArgs>>
{
    private readonly ReceiverList<TSender, TArgs> _receivers;
    private protected readonly ConnectTerms Terms;

    private protected Connectable(ReceiverList<TSender, TArgs> receivers, in ConnectTerms terms) => (_receivers, Terms) = (receivers, terms);

    /// <summary>Only sends by this sender: compared by reference and held weakly; strings and value types by value.</summary>
    /// <param name="sender">The one to listen to.</param>
    /// <returns>Where to connect.</returns>
    public Connectable<TSender, TArgs> From(TSender sender) => new(_receivers, Sent(sender));

    /// <summary>The receiver lives exactly as long as this object, and does not keep it alive, even if it captures it.</summary>
    /// <param name="owner">The object whose life counts; no struct, and no string.</param>
    /// <returns>Where to connect.</returns>
    public Connectable<TSender, TArgs> OwnedBy(object owner) => new(_receivers, Owned(owner));

    /// <summary>The signal keeps the receiver, and so the object whose method it is, until its connection is disposed.</summary>
    /// <returns>Where to connect.</returns>
    public Connectable<TSender, TArgs> Strongly() => new(_receivers, Terms with { Hold = Hold.Strongly });

    /// <summary>
    /// The receiver lives as long as the object it belongs to: also a lambda that captures nothing but <c>this</c>.
    /// A closure over other variables is refused when it is connected, since nobody would keep it.
    /// </summary>
    /// <returns>Where to connect.</returns>
    public Connectable<TSender, TArgs> Weakly() => new(_receivers, Terms with { Hold = Hold.Weakly });

    /// <summary>Connects a receiver.</summary>
    /// <param name="receiver">What to call.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    /// <returns>The connection; dispose it to end it.</returns>
    /// <exception cref="InvalidOperationException">A closure was to be held <see cref="Weakly"/>.</exception>
    public SignalConnection Connect(Action<TSender, TArgs> receiver, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Each(receiver, part => _receivers.Tell(Terms.At(file, line), part, part));

    /// <summary>Connects an async receiver; such a signal is sent with <c>SendAsync</c>.</summary>
    /// <inheritdoc cref="Connect(Action{TSender, TArgs}, string, int)"/>
    public SignalConnection Connect(Func<TSender, TArgs, Task> receiver, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Each(receiver, part => _receivers.TellAsync(Terms.At(file, line), part, (sender, args, _) => new(Awaited(part(sender, args), part))));

    /// <summary>Connects an async receiver that can be cancelled; such a signal is sent with <c>SendAsync</c>.</summary>
    /// <inheritdoc cref="Connect(Action{TSender, TArgs}, string, int)"/>
    public SignalConnection Connect(Func<TSender, TArgs, CancellationToken, Task> receiver, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Each(receiver, part => _receivers.TellAsync(Terms.At(file, line), part, (sender, args, cancellationToken) => new(Awaited(part(sender, args, cancellationToken), part))));

    /// <summary>Connects an async receiver; such a signal is sent with <c>SendAsync</c>.</summary>
    /// <inheritdoc cref="Connect(Action{TSender, TArgs}, string, int)"/>
    [OverloadResolutionPriority(1)]
    public SignalConnection Connect(Func<TSender, TArgs, ValueTask> receiver, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Each(receiver, part => _receivers.TellAsync(Terms.At(file, line), part, (sender, args, _) => part(sender, args)));

    /// <summary>Connects an async receiver that can be cancelled; such a signal is sent with <c>SendAsync</c>.</summary>
    /// <inheritdoc cref="Connect(Action{TSender, TArgs}, string, int)"/>
    [OverloadResolutionPriority(1)]
    public SignalConnection Connect(Func<TSender, TArgs, CancellationToken, ValueTask> receiver, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Each(receiver, part => _receivers.TellAsync(Terms.At(file, line), part, part));

    /// <summary>Disconnects a method by name, as <c>signal.Disconnect(accounts.Welcome)</c>. For a lambda, keep its connection.</summary>
    /// <param name="receiver">The method as it was connected here: to any sender, or after <see cref="From"/> to that one.</param>
    /// <returns>Whether it was connected.</returns>
    public bool Disconnect(Delegate receiver)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        return _receivers.Disconnect(Terms, receiver);
    }

    /// <summary>
    /// Connects an Rx observer, held until disposed. It is called in connection order among the receivers, gives no answer, and is
    /// never completed. One that throws starves nobody; behind an Rx operator, Rx itself detaches an observer that threw.
    /// </summary>
    /// <param name="observer">What to call.</param>
    /// <returns>The subscription; dispose it to end it.</returns>
    public IDisposable Subscribe(IObserver<SignalDelivery<TSender, TArgs>> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        return new SignalConnection(_receivers.Observe(Terms, observer));
    }

    // Overridden where answers are collected: there, a task's result would be one that nobody collects.
    private protected virtual void RefuseLostAnswer(Delegate receiver) { }

    private protected virtual Task Awaited(Task task, Delegate receiver) => task;

    private protected ConnectTerms Sent(TSender sender) =>
        Terms with { Sender = sender ?? throw new ArgumentNullException(nameof(sender), "From needs a sender; to hear every sender, connect to the signal itself.") };

    private protected ConnectTerms Owned(object owner)
    {
        ArgumentNullException.ThrowIfNull(owner);
        return owner is ValueType or string
            ? throw new ArgumentException("An owner is an object with a life of its own: no struct (its box dies at once) and no string.", nameof(owner))
            : Terms with { Owner = owner };
    }

    // A multicast delegate's Target is the last one's: taken whole, every part would live and die with that.
    private protected SignalConnection Each<TDelegate>(TDelegate receiver, Func<TDelegate, Receiver> connect) where TDelegate : Delegate
    {
        ArgumentNullException.ThrowIfNull(receiver);
        RefuseLostAnswer(receiver);
        return receiver.HasSingleTarget
            ? new(connect(receiver))
            : new([.. receiver.GetInvocationList().Cast<TDelegate>().Select(connect)]);
    }
}
