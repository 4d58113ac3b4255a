using System.ComponentModel;
using System.Runtime.CompilerServices;
using Signals.Receivers;

namespace Signals;

/// <summary>
/// A place where receivers connect: a signal, or a signal narrowed to one sender (<see cref="From"/>) or to an owner
/// (<see cref="OwnedBy"/>).
/// </summary>
/// <typeparam name="TSender">The sender's type. Make it nullable if the signal is also sent anonymously.</typeparam>
/// <typeparam name="TArgs">The type of the data that is sent.</typeparam>
/// <remarks>
/// <para>
/// How long a connection lasts: a <b>lambda or local function</b> until its connection is disposed, also when the
/// lambda captures variables; a <b>method group of an object</b> as long as that object, which the signal does not keep
/// alive; with an <b>owner</b> named, any receiver exactly as long as the owner.
/// </para>
/// <para>
/// A method group connected twice to the same sender is called once, and the first connection's options stay. Each
/// lambda is a connection of its own.
/// </para>
/// <para>Narrowing makes a new value and leaves the signal unchanged. Thread-safe.</para>
/// </remarks>
public class Connectable<TSender, TArgs> : IObservable<SignalDelivery<TSender, TArgs>>
{
    private const string OpenFormIsSync =
        "The open form is not async. Connect a method group of the object, or a lambda with OwnedBy(target).";
    private protected readonly ReceiverTable Table;
    private protected readonly ConnectOptions Options;

    private protected Connectable(ReceiverTable table, in ConnectOptions options)
    {
        Table = table;
        Options = options;
    }

    /// <summary>Narrows to one sender: receivers connected to the result hear only sends by this sender.</summary>
    /// <param name="sender">
    /// The sender to listen to. Objects are compared by reference and held weakly, strings and value types by value.
    /// </param>
    /// <returns>The narrowed signal.</returns>
    public virtual Connectable<TSender, TArgs> From(TSender sender) => new(Table, WithSender(sender));

    /// <summary>Names an owner: a receiver connected to the result lives exactly as long as the owner.</summary>
    /// <param name="owner">
    /// The owner; no struct, and no string. The receiver does not keep the owner alive, even if it captures the owner.
    /// </param>
    /// <returns>The narrowed signal.</returns>
    public virtual Connectable<TSender, TArgs> OwnedBy(object owner) => new(Table, WithOwner(owner));

    /// <summary>
    /// Holds receivers strongly: the signal keeps a receiver, and the object whose method it is, until its connection
    /// is disposed.
    /// </summary>
    /// <returns>The narrowed signal.</returns>
    public virtual Connectable<TSender, TArgs> Strongly() =>
        new(Table, Options with { Lifetime = LifetimeChoice.Strongly });

    /// <summary>
    /// Holds receivers weakly: a receiver lives as long as the object that it belongs to, also a lambda that captures
    /// only <c>this</c>.
    /// </summary>
    /// <returns>The narrowed signal.</returns>
    /// <remarks>A closure over other variables is refused when it connects: nothing would keep it alive.</remarks>
    public virtual Connectable<TSender, TArgs> Weakly() =>
        new(Table, Options with { Lifetime = LifetimeChoice.Weakly });

    /// <summary>Connects a receiver.</summary>
    /// <param name="receiver">The receiver to call.</param>
    /// <param name="file">The calling source file; the compiler fills it in.</param>
    /// <param name="line">The calling line; the compiler fills it in.</param>
    /// <returns>The connection; dispose it to end it.</returns>
    /// <exception cref="ArgumentException">The receiver is <c>async void</c>: no send could await it.</exception>
    /// <exception cref="InvalidOperationException">
    /// The receiver is a closure over variables and was to be held <see cref="Weakly"/>.
    /// </exception>
    public SignalConnection Connect(
        Action<TSender, TArgs> receiver,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0) =>
        Connect(receiver, Options.At(file, line));

    /// <summary>Connects an async receiver; the signal must then be sent with <c>SendAsync</c>.</summary>
    /// <inheritdoc cref="Connect(Action{TSender, TArgs}, string, int)"/>
    public SignalConnection Connect(
        Func<TSender, TArgs, Task> receiver,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0) =>
        Connect(receiver, Options.At(file, line));

    /// <summary>
    /// Connects an async receiver that can be cancelled; the signal must then be sent with <c>SendAsync</c>.
    /// </summary>
    /// <inheritdoc cref="Connect(Action{TSender, TArgs}, string, int)"/>
    [OverloadResolutionPriority(1)]
    public SignalConnection Connect(
        Func<TSender, TArgs, CancellationToken, Task> receiver,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0) =>
        Connect(receiver, Options.At(file, line));

    /// <summary>Connects an async receiver; the signal must then be sent with <c>SendAsync</c>.</summary>
    /// <inheritdoc cref="Connect(Action{TSender, TArgs}, string, int)"/>
    [OverloadResolutionPriority(1)]
    public SignalConnection Connect(
        Func<TSender, TArgs, ValueTask> receiver,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0) =>
        Connect(receiver, Options.At(file, line));

    /// <summary>
    /// Connects an async receiver that can be cancelled; the signal must then be sent with <c>SendAsync</c>.
    /// </summary>
    /// <inheritdoc cref="Connect(Action{TSender, TArgs}, string, int)"/>
    [OverloadResolutionPriority(2)]
    public SignalConnection Connect(
        Func<TSender, TArgs, CancellationToken, ValueTask> receiver,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0) =>
        Connect(receiver, Options.At(file, line));

    /// <summary>
    /// Connects an async receiver and ignores its result; the signal must then be sent with <c>SendAsync</c>.
    /// </summary>
    /// <typeparam name="TResult">The type that the receiver returns; inferred.</typeparam>
    /// <inheritdoc cref="Connect(Action{TSender, TArgs}, string, int)"/>
    [OverloadResolutionPriority(1)]
    public SignalConnection Connect<TResult>(
        Func<TSender, TArgs, ValueTask<TResult>> receiver,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0) =>
        Connect(receiver, Options.At(file, line), AdaptWithoutResult<TResult>);

    /// <summary>
    /// Connects an async receiver that can be cancelled and ignores its result; the signal must then be sent with
    /// <c>SendAsync</c>.
    /// </summary>
    /// <typeparam name="TResult">The type that the receiver returns; inferred.</typeparam>
    /// <inheritdoc cref="Connect(Action{TSender, TArgs}, string, int)"/>
    [OverloadResolutionPriority(2)]
    public SignalConnection Connect<TResult>(
        Func<TSender, TArgs, CancellationToken, ValueTask<TResult>> receiver,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0) =>
        Connect(receiver, Options.At(file, line), AdaptWithoutResult<TResult>);

    /// <summary>
    /// Connects the open form: a target, held weakly, and a static lambda that all such targets share. It is the
    /// cheapest way to connect many objects.
    /// </summary>
    /// <typeparam name="TTarget">The target's class.</typeparam>
    /// <param name="target">The target; the receiver lives as long as the target. No struct, and no string.</param>
    /// <param name="receiver">The static lambda to call with the target; it captures nothing.</param>
    /// <returns>The connection; dispose it to end it.</returns>
    /// <exception cref="ArgumentException">
    /// The lambda captures a variable, or is <c>async void</c>, or the target is a struct or a string.
    /// </exception>
    public SignalConnection Connect<TTarget>(TTarget target, Action<TTarget, TSender, TArgs> receiver)
        where TTarget : class =>
        ConnectOpen(target, receiver);

    /// <summary>
    /// Not supported: without this overload an async lambda would become <c>async void</c>, which no send could await.
    /// </summary>
    /// <typeparam name="TTarget">The target's class.</typeparam>
    /// <param name="target">The target.</param>
    /// <param name="receiver">The async lambda.</param>
    /// <returns>Never returns.</returns>
    /// <exception cref="NotSupportedException">Always.</exception>
    [Obsolete(OpenFormIsSync, error: true)]
    [OverloadResolutionPriority(1)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public SignalConnection Connect<TTarget>(TTarget target, Func<TTarget, TSender, TArgs, Task> receiver)
        where TTarget : class =>
        throw new NotSupportedException(OpenFormIsSync);

    /// <summary>
    /// Disconnects a method by name, as <c>signal.Disconnect(accounts.Welcome)</c>. To disconnect a lambda, dispose its
    /// connection.
    /// </summary>
    /// <param name="receiver">
    /// The method as it was connected: to any sender, or after <see cref="From"/> to that sender.
    /// </param>
    /// <returns>Whether the method was connected; for a multicast delegate, whether a part of it was.</returns>
    public bool Disconnect(Delegate receiver)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        var parts = receiver.GetInvocationList();
        return ConnectionGroup.RunAll(parts, part => Table.Disconnect(Options.Sender, part));
    }

    /// <summary>Connects an Rx observer, held until its subscription is disposed, or as long as an owner.</summary>
    /// <param name="observer">The observer to call, in connection order among the receivers.</param>
    /// <returns>The subscription; dispose it to end it.</returns>
    /// <exception cref="InvalidOperationException">
    /// The observer was to be held <see cref="Weakly"/>, without an owner.
    /// </exception>
    /// <remarks>
    /// An observer gives no answer and is never completed. An observer that throws starves no other receiver; behind an
    /// Rx operator, Rx itself detaches an observer that threw.
    /// </remarks>
    public IDisposable Subscribe(IObserver<SignalDelivery<TSender, TArgs>> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        if (Options is { Lifetime: LifetimeChoice.Weakly, Owner: null })
            throw new InvalidOperationException(
                "An Rx observer is held until its subscription is disposed, or as long as an owner. "
                + "Leave out Weakly(), or name an owner with OwnedBy.");
        var name = ReceiverName.OfObserver(observer.GetType());
        var receiver = AdaptObserver(name, (sender, args) => observer.OnNext(new(sender, args)));
        return Table.Connect(Options, receiver with { Lifetime = LifetimeOf(Options.Owner), Owner = Options.Owner });
    }

    /// <summary>
    /// Not supported: this method hides Rx's extension, which awaits the end of an observable. A signal never ends.
    /// </summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void GetAwaiter() => throw new NotSupportedException(
        "A signal never ends, so it cannot be awaited. Await one delivery: signal.Take(1).");

    /// <param name="receiver">The receiver, which may be multicast.</param>
    /// <param name="options">The options of the connection.</param>
    /// <param name="adapt">Adapts the receiver to what a send can call; null for <see cref="Adapt"/>.</param>
    private protected SignalConnection Connect(
        Delegate receiver, in ConnectOptions options, Func<Delegate, Receiver>? adapt = null)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        AsyncVoidGuard.Refuse(receiver);
        return receiver.HasSingleTarget ? ConnectOne(receiver, options, adapt) : ConnectParts(receiver, options, adapt);
    }

    private protected SignalConnection ConnectOpen<TTarget>(TTarget target, Delegate receiver) where TTarget : class
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(receiver);
        OpenForm.Check(target, receiver, Options);
        return receiver.HasSingleTarget ? ConnectOpenOne(target, receiver) : ConnectOpenParts(target, receiver);
    }

    /// <summary>Adapts a receiver to a delegate that a send can call.</summary>
    /// <param name="receiver">The receiver: no multicast delegate, of a type that an overload takes.</param>
    /// <param name="isOwned">
    /// Whether an owner keeps the called delegate alive. The delegate must then be an adapter's, since only the owner
    /// refers to it.
    /// </param>
    private protected virtual Receiver Adapt(Delegate receiver, bool isOwned) => receiver switch
    {
        Action<TSender, TArgs> tell =>
            new(isOwned ? new TellAdapter<TSender, TArgs>(tell, null, tell).Call : tell, CallKind.Sync, false),
        Func<TSender, TArgs, ValueTask> tell when !isOwned => new(tell, CallKind.Async, false),
        _ => AdaptAsyncReceiver(receiver, AsyncReceiver<TSender, TArgs>.WithToken(receiver)),
    };

    private protected virtual Receiver AdaptAsyncReceiver(
        Delegate receiver, Func<TSender, TArgs, CancellationToken, ValueTask> call) =>
        new(new TellAsyncAdapter<TSender, TArgs>(receiver, call).Call, CallKind.AsyncWithToken, false);

    private protected virtual Receiver AdaptObserver(string name, Action<TSender, TArgs> call) =>
        new(new TellAdapter<TSender, TArgs>(null, name, call).Call, CallKind.Sync, false);

    private protected virtual Receiver AdaptOpen<TTarget>(Delegate receiver) where TTarget : class =>
        new(receiver, CallKind.Sync, false) { Identity = receiver, Lifetime = ReceiverLifetime.Weak };

    /// <summary>Whether a send may find receivers, and the list of the sender if the sender has one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected bool MayReach(TSender sender, out ReceiverList? senderList)
    {
        senderList = null;
        var scope = Table.Scope;
        return scope == ReceiverScope.AnySender
            || (scope == ReceiverScope.PerSender && MayReachPerSender(sender, out senderList));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool MayReachPerSender(TSender sender, out ReceiverList? senderList)
    {
        senderList = FindList(sender);
        return senderList is not null || Table.AnySender.LiveCount > 0;
    }

    private protected ConnectOptions WithSender(TSender sender) => Options with
    {
        Sender = sender ?? throw new ArgumentNullException(
            nameof(sender), "From needs a sender; to hear every sender, connect to the signal itself."),
    };

    private protected ConnectOptions WithOwner(object owner)
    {
        ArgumentNullException.ThrowIfNull(owner);
        return owner is ValueType or string
            ? throw new ArgumentException(
                "An owner is an object with a life of its own: no struct (its box dies at once) and no string.",
                nameof(owner))
            : Options with { Owner = owner };
    }

    // Table.FindList<TSender> only for value types: code shared by all classes would look its type up at each send.
    private protected ReceiverList? FindList(TSender sender)
    {
        if (typeof(TSender).IsValueType)
            return Table.FindList(sender);
        return sender is null ? null : Table.FindListOfObject(sender);
    }

    private SignalConnection ConnectOne(Delegate receiver, in ConnectOptions options, Func<Delegate, Receiver>? adapt)
    {
        var resolved = LifetimeRule.Resolve(receiver, options);
        var isShared = ReferenceEquals(receiver.Target, resolved.Owner) && !Table.IsCollectible;
        var adapted = adapt?.Invoke(receiver) ?? Adapt(receiver, isOwned: resolved.Owner is not null && !isShared);
        return Table.Connect(options, adapted with
        {
            Identity = resolved.IsMethodGroup ? receiver : null,
            Lifetime = resolved.Lifetime,
            Owner = resolved.Owner,
        });
    }

    private SignalConnection ConnectOpenOne<TTarget>(TTarget target, Delegate receiver) where TTarget : class =>
        Table.Connect(Options, AdaptOpen<TTarget>(receiver) with { Target = target });

    private SignalConnection ConnectOpenParts<TTarget>(TTarget target, Delegate receiver) where TTarget : class =>
        ConnectionGroup.Connect(receiver.GetInvocationList(), part => ConnectOpenOne(target, part));

    // Each part on its own: the Target of a multicast delegate is its last part's, and would decide for all parts.
    private SignalConnection ConnectParts(Delegate receiver, ConnectOptions options, Func<Delegate, Receiver>? adapt) =>
        ConnectionGroup.Connect(receiver.GetInvocationList(), part => ConnectOne(part, options, adapt));

    private Receiver AdaptWithoutResult<TResult>(Delegate receiver) =>
        AdaptAsyncReceiver(receiver, AsyncReceiver<TSender, TArgs>.WithoutResult<TResult>(receiver));

    private static ReceiverLifetime LifetimeOf(object? owner) =>
        owner is null ? ReceiverLifetime.Strong : ReceiverLifetime.Owned;
}
