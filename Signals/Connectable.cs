using System.ComponentModel;
using System.Runtime.CompilerServices;
using Signals.Receivers;
using Signals.Scanning;

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
    private protected readonly ReceiverTable Table;
    private protected readonly ConnectTerms Terms;

    private protected Connectable(ReceiverTable table, in ConnectTerms terms) => (Table, Terms) = (table, terms);

    /// <summary>Only sends by this sender: compared by reference and held weakly; strings and value types by value.</summary>
    /// <param name="sender">The one to listen to.</param>
    /// <returns>Where to connect.</returns>
    public Connectable<TSender, TArgs> From(TSender sender) => new(Table, Sent(sender));

    /// <summary>The receiver lives exactly as long as this object, and does not keep it alive, even if it captures it.</summary>
    /// <param name="owner">The object whose life counts; no struct, and no string.</param>
    /// <returns>Where to connect.</returns>
    public Connectable<TSender, TArgs> OwnedBy(object owner) => new(Table, Owned(owner));

    /// <summary>The signal keeps the receiver, and so the object whose method it is, until its connection is disposed.</summary>
    /// <returns>Where to connect.</returns>
    public Connectable<TSender, TArgs> Strongly() => new(Table, Terms with { Keep = Keep.Strongly });

    /// <summary>
    /// The receiver lives as long as the object it belongs to: also a lambda that captures nothing but <c>this</c>.
    /// A closure over other variables is refused when it is connected, since nobody would keep it.
    /// </summary>
    /// <returns>Where to connect.</returns>
    public Connectable<TSender, TArgs> Weakly() => new(Table, Terms with { Keep = Keep.Weakly });

    /// <summary>Connects a receiver.</summary>
    /// <param name="receiver">What to call.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    /// <returns>The connection; dispose it to end it.</returns>
    /// <exception cref="InvalidOperationException">A closure was to be held <see cref="Weakly"/>.</exception>
    public SignalConnection Connect(Action<TSender, TArgs> receiver, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        receiver is { HasSingleTarget: true } ? Hold(receiver, Tell(receiver, null, receiver), Terms.At(file, line)) : Each(receiver, part => Hold(part, Tell(part, null, part), Terms.At(file, line)));

    /// <summary>Connects an async receiver; such a signal is sent with <c>SendAsync</c>.</summary>
    /// <inheritdoc cref="Connect(Action{TSender, TArgs}, string, int)"/>
    public SignalConnection Connect(Func<TSender, TArgs, Task> receiver, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Each(WithoutAnswer(receiver), part => Hold(part, TellAsync(part, (sender, args, _) => new(part(sender, args))), Terms.At(file, line)));

    /// <summary>Connects an async receiver that can be cancelled; such a signal is sent with <c>SendAsync</c>.</summary>
    /// <inheritdoc cref="Connect(Action{TSender, TArgs}, string, int)"/>
    [OverloadResolutionPriority(1)]
    public SignalConnection Connect(Func<TSender, TArgs, CancellationToken, Task> receiver, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Each(WithoutAnswer(receiver), part => Hold(part, TellAsync(part, (sender, args, cancellationToken) => new(part(sender, args, cancellationToken))), Terms.At(file, line)));

    /// <summary>Connects an async receiver; such a signal is sent with <c>SendAsync</c>.</summary>
    /// <inheritdoc cref="Connect(Action{TSender, TArgs}, string, int)"/>
    [OverloadResolutionPriority(1)]
    public SignalConnection Connect(Func<TSender, TArgs, ValueTask> receiver, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Each(receiver, part => Hold(part, TellLater(part), Terms.At(file, line)));

    /// <summary>Connects an async receiver that can be cancelled; such a signal is sent with <c>SendAsync</c>.</summary>
    /// <inheritdoc cref="Connect(Action{TSender, TArgs}, string, int)"/>
    [OverloadResolutionPriority(2)]
    public SignalConnection Connect(Func<TSender, TArgs, CancellationToken, ValueTask> receiver, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Each(receiver, part => Hold(part, TellAsync(part, part), Terms.At(file, line)));

    /// <summary>Connects an async receiver, whose result is not asked for; such a signal is sent with <c>SendAsync</c>.</summary>
    /// <typeparam name="TResult">What it returns, inferred.</typeparam>
    /// <inheritdoc cref="Connect(Action{TSender, TArgs}, string, int)"/>
    [OverloadResolutionPriority(1)]
    public SignalConnection Connect<TResult>(
        Func<TSender, TArgs, ValueTask<TResult>> receiver, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Each(WithoutAnswer(receiver), part => Hold(part, TellAsync(part, async (sender, args, _) => await part(sender, args).ConfigureAwait(false)), Terms.At(file, line)));

    /// <summary>Connects an async receiver that can be cancelled and whose result is not asked for; such a signal is sent with <c>SendAsync</c>.</summary>
    /// <typeparam name="TResult">What it returns, inferred.</typeparam>
    /// <inheritdoc cref="Connect(Action{TSender, TArgs}, string, int)"/>
    [OverloadResolutionPriority(2)]
    public SignalConnection Connect<TResult>(
        Func<TSender, TArgs, CancellationToken, ValueTask<TResult>> receiver, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Each(WithoutAnswer(receiver), part => Hold(part, TellAsync(part, async (sender, args, token) => await part(sender, args, token).ConfigureAwait(false)), Terms.At(file, line)));

    /// <summary>
    /// Connects the open form: an object, held weakly, and a static lambda that all such objects share. The leanest way to connect many
    /// objects, and what a generator would write.
    /// </summary>
    /// <typeparam name="TTarget">The object's class.</typeparam>
    /// <param name="target">The object; the receiver lives as long as it does.</param>
    /// <param name="receiver">What to call on it; it captures nothing.</param>
    /// <returns>The connection; dispose it to end it.</returns>
    /// <exception cref="ArgumentException">The lambda captures something, which would keep that alive.</exception>
    public SignalConnection Connect<TTarget>(TTarget target, Action<TTarget, TSender, TArgs> receiver) where TTarget : class =>
        Open(target, receiver, call: receiver is not null && CollectsAnswers ? TellOpen(receiver) : receiver);

    /// <summary>Not there: an async lambda would otherwise become <c>async void</c>, and nobody could await it.</summary>
    /// <typeparam name="TTarget">The object's class.</typeparam>
    /// <param name="target">The object.</param>
    /// <param name="receiver">What would be called.</param>
    /// <returns>Nothing.</returns>
    /// <exception cref="NotSupportedException">Always.</exception>
    [Obsolete("The open form is not async. Connect a method group of the object, or a lambda with OwnedBy(target).", error: true)]
    [OverloadResolutionPriority(1)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public SignalConnection Connect<TTarget>(TTarget target, Func<TTarget, TSender, TArgs, Task> receiver) where TTarget : class =>
        throw new NotSupportedException("The open form is not async. Connect a method group of the object, or a lambda with OwnedBy(target).");

    /// <summary>Disconnects a method by name, as <c>signal.Disconnect(accounts.Welcome)</c>. For a lambda, keep its connection.</summary>
    /// <param name="receiver">The method as it was connected here: to any sender, or after <see cref="From"/> to that one.</param>
    /// <returns>Whether it was connected.</returns>
    public bool Disconnect(Delegate receiver)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        return Table.Disconnect(Terms.Sender, receiver);
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
        return Hold(null, Tell(null, $"Rx {TypeName.Of(observer.GetType()).Split('<')[0]}", (sender, args) => observer.OnNext(new(sender, args))), Terms);
    }

    /// <summary>Not there: Rx would await a signal's end, and a signal has none. So it is no awaitable, and to ignore one is no mistake.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void GetAwaiter() => throw new NotSupportedException("A signal never ends, so it cannot be awaited. Await one delivery: signal.Take(1).");

    // Overridden where answers are collected: there, a task's result would be one that nobody collects.
    private protected virtual void RefuseLostAnswer(Delegate receiver) { }

    private TDelegate WithoutAnswer<TDelegate>(TDelegate receiver) where TDelegate : Delegate
    {
        ArgumentNullException.ThrowIfNull(receiver);
        RefuseLostAnswer(receiver);
        return receiver;
    }

    private protected ConnectTerms Sent(TSender sender) =>
        Terms with { Sender = sender ?? throw new ArgumentNullException(nameof(sender), "From needs a sender; to hear every sender, connect to the signal itself.") };

    private protected ConnectTerms Owned(object owner)
    {
        ArgumentNullException.ThrowIfNull(owner);
        return owner is ValueType or string
            ? throw new ArgumentException("An owner is an object with a life of its own: no struct (its box dies at once) and no string.", nameof(owner))
            : Terms with { Owner = owner };
    }

    // Not a generic method: in code that classes share, it would have to look its own type up at each send.
    private protected Bucket? BucketOf(TSender sender)
    {
        if (!typeof(TSender).IsValueType)
            return sender is null ? null : Table.OfObject(Unsafe.As<TSender, object>(ref sender));
        return Table.Of(sender);
    }

    private protected virtual Delegate Tell(Delegate? original, string? name, Action<TSender, TArgs> call) =>
        ReferenceEquals(original, call) ? call : new TellAdapter<TSender, TArgs>(original, name, call).Call;

    // Asked first, since to call a generic method that is virtual takes longer than all the rest of a connect.
    private protected virtual bool CollectsAnswers => false;

    private protected virtual Delegate TellOpen<TTarget>(Action<TTarget, TSender, TArgs> thunk) => thunk;

    private protected virtual Delegate TellAsync(Delegate original, Func<TSender, TArgs, CancellationToken, ValueTask> call) =>
        ReferenceEquals(original, call) ? call : new TellAsyncAdapter<TSender, TArgs>(original, call).Call;

    private protected virtual Delegate TellLater(Func<TSender, TArgs, ValueTask> receiver) => receiver;

    // What is tied to an owner is ours alone, so that it lives exactly as long, whatever else refers to the user's delegate.
    private protected virtual Delegate Adapt(Delegate original) => original switch
    {
        Action<TSender, TArgs> tell => new TellAdapter<TSender, TArgs>(original, null, tell).Call,
        Func<TSender, TArgs, ValueTask> later => new TellAsyncAdapter<TSender, TArgs>(original, (sender, args, _) => later(sender, args)).Call,
        _ => new TellAsyncAdapter<TSender, TArgs>(original, (Func<TSender, TArgs, CancellationToken, ValueTask>)original).Call,
    };

    private protected SignalConnection Hold(Delegate? original, Delegate call, in ConnectTerms terms)
    {
        var (lifetime, owner) = original is not null ? LifetimeRule.For(original, terms)
            : (terms.Owner is null ? ReceiverLifetime.Strong : ReceiverLifetime.Owned, terms.Owner);
        var identity = original is not null && LifetimeRule.IsMethodGroup(original) ? original : null;
        if (owner is null)
            return Table.Connect(terms, call, null, isWeak: false, lifetime, identity, null);
        if (ReferenceEquals(call.Target, owner))
            return Table.Connect(terms, Lifeline.Share(call), null, isWeak: true, lifetime, identity, null);
        return Table.Connect(terms, Adapter.Behind(call) is null ? Adapt(call) : call, null, isWeak: true, lifetime, identity, owner);
    }

    private protected SignalConnection Open<TTarget>(TTarget target, Delegate? receiver, Delegate? call) where TTarget : class
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(receiver);
        if (receiver.Target is { } closure && TargetKind.Of(closure) != Kind.ClosureOverNothing)
            throw new ArgumentException($"{ReceiverName.Of(receiver)} captures something, which the signal would keep alive. Make it a static lambda; it is handed the target.", nameof(receiver));
        if (Terms.Owner is not null || Terms.Keep == Keep.Strongly)
            throw new InvalidOperationException("The open form lives as long as its target, and no other way. Leave out OwnedBy or Strongly, or connect a lambda instead.");
        return Table.Connect(Terms, call!, target, isWeak: true, ReceiverLifetime.Weak, receiver, null);
    }

    // A multicast delegate's Target is the last one's: taken whole, every part would live and die with that.
    private protected static SignalConnection Each<TDelegate>(TDelegate receiver, Func<TDelegate, SignalConnection> connect) where TDelegate : Delegate
    {
        ArgumentNullException.ThrowIfNull(receiver);
        return receiver.HasSingleTarget
            ? connect(receiver)
            : new([.. receiver.GetInvocationList().Cast<TDelegate>().Select(connect)]);
    }
}
