using System.ComponentModel;
using System.Runtime.CompilerServices;
using Signals.Receivers;

namespace Signals;

/// <summary>
/// Where receivers connect: a signal, or a signal narrowed to one sender (<see cref="From"/>) or to an owner (<see
/// cref="OwnedBy"/>). Narrowing makes a new value and changes nothing. Thread-safe.
/// </summary>
/// <typeparam name="TSender">The sender's type. Make it nullable if the signal is also sent anonymously.</typeparam>
/// <typeparam name="TArgs">The type of what is sent.</typeparam>
/// <remarks>
/// How long a connection lasts: a <b>lambda or local function</b> until its connection is disposed, whatever it
/// captures; a
/// <b>method group of an object</b> as long as that object, which the signal does not keep alive; with an <b>owner</b>
/// named, anything exactly as long as the owner. The same method group connected twice to the same sender is called
/// once, on the first terms; each lambda is a connection of its own.
/// </remarks>
public class Connectable<TSender, TArgs> : IObservable<SignalDelivery<TSender, TArgs>>
{
    private protected readonly ReceiverTable Table;
    private protected readonly ConnectOptions Options;

    private protected Connectable(ReceiverTable table, in ConnectOptions options)
    {
        Table = table;
        Options = options;
    }

    /// <summary>
    /// Only sends by this sender: compared by reference and held weakly; strings and value types by value.
    /// </summary>
    /// <param name="sender">The one to listen to.</param>
    /// <returns>Where to connect.</returns>
    public virtual Connectable<TSender, TArgs> From(TSender sender) => new(Table, WithSender(sender));

    /// <summary>
    /// The receiver lives exactly as long as this object, and does not keep it alive, even if it captures it.
    /// </summary>
    /// <param name="owner">The object whose life counts; no struct, and no string.</param>
    /// <returns>Where to connect.</returns>
    public virtual Connectable<TSender, TArgs> OwnedBy(object owner) => new(Table, WithOwner(owner));

    /// <summary>
    /// The signal keeps the receiver, and so the object whose method it is, until its connection is disposed.
    /// </summary>
    /// <returns>Where to connect.</returns>
    public virtual Connectable<TSender, TArgs> Strongly() => new(Table, Options with { Keep = LifetimeChoice.Strongly });

    /// <summary>
    /// The receiver lives as long as the object it belongs to: also a lambda that captures nothing but <c>this</c>.
    /// A closure over other variables is refused when it is connected, since nothing would keep it.
    /// </summary>
    /// <returns>Where to connect.</returns>
    public virtual Connectable<TSender, TArgs> Weakly() => new(Table, Options with { Keep = LifetimeChoice.Weakly });

    /// <summary>Connects a receiver.</summary>
    /// <param name="receiver">What to call.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    /// <returns>The connection; dispose it to end it.</returns>
    /// <exception cref="ArgumentException">The receiver is <c>async void</c>, which nothing could await.</exception>
    /// <exception cref="InvalidOperationException">A closure was to be held <see cref="Weakly"/>.</exception>
    public SignalConnection Connect(Action<TSender, TArgs> receiver, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Connect(receiver, Options.At(file, line));

    /// <summary>Connects an async receiver; such a signal is sent with <c>SendAsync</c>.</summary>
    /// <inheritdoc cref="Connect(Action{TSender, TArgs}, string, int)"/>
    public SignalConnection Connect(
        Func<TSender, TArgs, Task> receiver, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Connect(receiver, Options.At(file, line));

    /// <summary>
    /// Connects an async receiver that can be cancelled; such a signal is sent with <c>SendAsync</c>.
    /// </summary>
    /// <inheritdoc cref="Connect(Action{TSender, TArgs}, string, int)"/>
    [OverloadResolutionPriority(1)]
    public SignalConnection Connect(
        Func<TSender, TArgs, CancellationToken, Task> receiver, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Connect(receiver, Options.At(file, line));

    /// <summary>Connects an async receiver; such a signal is sent with <c>SendAsync</c>.</summary>
    /// <inheritdoc cref="Connect(Action{TSender, TArgs}, string, int)"/>
    [OverloadResolutionPriority(1)]
    public SignalConnection Connect(
        Func<TSender, TArgs, ValueTask> receiver, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Connect(receiver, Options.At(file, line));

    /// <summary>
    /// Connects an async receiver that can be cancelled; such a signal is sent with <c>SendAsync</c>.
    /// </summary>
    /// <inheritdoc cref="Connect(Action{TSender, TArgs}, string, int)"/>
    [OverloadResolutionPriority(2)]
    public SignalConnection Connect(
        Func<TSender, TArgs, CancellationToken, ValueTask> receiver, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Connect(receiver, Options.At(file, line));

    /// <summary>
    /// Connects an async receiver, whose result is not asked for; such a signal is sent with <c>SendAsync</c>.
    /// </summary>
    /// <typeparam name="TResult">What it returns, inferred.</typeparam>
    /// <inheritdoc cref="Connect(Action{TSender, TArgs}, string, int)"/>
    [OverloadResolutionPriority(1)]
    public SignalConnection Connect<TResult>(
        Func<TSender, TArgs, ValueTask<TResult>> receiver, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Connect(receiver, Options.At(file, line), AdaptWithoutResult<TResult>);

    /// <summary>
    /// Connects an async receiver that can be cancelled and whose result is not asked for; such a signal is sent with
    /// <c>SendAsync</c>.
    /// </summary>
    /// <typeparam name="TResult">What it returns, inferred.</typeparam>
    /// <inheritdoc cref="Connect(Action{TSender, TArgs}, string, int)"/>
    [OverloadResolutionPriority(2)]
    public SignalConnection Connect<TResult>(
        Func<TSender, TArgs, CancellationToken, ValueTask<TResult>> receiver, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Connect(receiver, Options.At(file, line), AdaptWithoutResult<TResult>);

    /// <summary>
    /// Connects the open form: an object, held weakly, and a static lambda that all such objects share. The leanest way
    /// to connect many objects, and what a generator would write.
    /// </summary>
    /// <typeparam name="TTarget">The object's class.</typeparam>
    /// <param name="target">The object; the receiver lives as long as it does. No struct, and no string.</param>
    /// <param name="receiver">What to call on it; it captures nothing.</param>
    /// <returns>The connection; dispose it to end it.</returns>
    /// <exception cref="ArgumentException">
    /// The lambda captures something, which would keep that alive; or it is <c>async void</c>; or the target has no
    /// life of its own.
    /// </exception>
    public SignalConnection Connect<TTarget>(TTarget target, Action<TTarget, TSender, TArgs> receiver)
        where TTarget : class =>
        ConnectOpen(target, receiver);

    /// <summary>
    /// Not there: an async lambda would otherwise become <c>async void</c>, and nothing could await it.
    /// </summary>
    /// <typeparam name="TTarget">The object's class.</typeparam>
    /// <param name="target">The object.</param>
    /// <param name="receiver">What would be called.</param>
    /// <returns>Nothing.</returns>
    /// <exception cref="NotSupportedException">Always.</exception>
    [Obsolete("The open form is not async. Connect a method group of the object, or a lambda with OwnedBy(target).", error: true)]
    [OverloadResolutionPriority(1)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public SignalConnection Connect<TTarget>(TTarget target, Func<TTarget, TSender, TArgs, Task> receiver)
        where TTarget : class =>
        throw new NotSupportedException("The open form is not async. Connect a method group of the object, or a lambda with OwnedBy(target).");

    /// <summary>
    /// Disconnects a method by name, as <c>signal.Disconnect(accounts.Welcome)</c>. For a lambda, keep its connection.
    /// </summary>
    /// <param name="receiver">
    /// The method as it was connected here: to any sender, or after <see cref="From"/> to that one.
    /// </param>
    /// <returns>Whether it was connected, or a part of it if it is a multicast delegate.</returns>
    public bool Disconnect(Delegate receiver)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        var parts = receiver.GetInvocationList();
        return ConnectionGroup.RunAll(parts, part => Table.Disconnect(Options.Sender, part));
    }

    /// <summary>
    /// Connects an Rx observer, held until disposed. It is called in connection order among the receivers, gives no
    /// answer, and is never completed. One that throws starves no other; behind an Rx operator, Rx itself detaches an
    /// observer that threw.
    /// </summary>
    /// <param name="observer">What to call.</param>
    /// <returns>The subscription; dispose it to end it.</returns>
    public IDisposable Subscribe(IObserver<SignalDelivery<TSender, TArgs>> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        if (Options is { Keep: LifetimeChoice.Weakly, Owner: null })
            throw new InvalidOperationException(
                "An Rx observer is held until its subscription is disposed, or as long as an owner. Leave out Weakly(), or name one with OwnedBy.");
        var name = ReceiverName.OfObserver(observer.GetType());
        var receiver = AdaptObserver(name, (sender, args) => observer.OnNext(new(sender, args)));
        return Table.Connect(Options, receiver with { Lifetime = LifetimeOf(Options.Owner), Owner = Options.Owner });
    }

    /// <summary>
    /// Not there: Rx would await a signal's end, and a signal has none. So it is no awaitable, and to ignore one is no
    /// mistake.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void GetAwaiter() => throw new NotSupportedException("A signal never ends, so it cannot be awaited. Await one delivery: signal.Take(1).");

    /// <param name="receiver">The receiver, which may be multicast.</param>
    /// <param name="options">What was said about the connection.</param>
    /// <param name="adapt">Makes what a send calls; null for <see cref="Adapt"/>.</param>
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

    /// <summary>
    /// What a send calls for a receiver that is no multicast delegate, of a type that some overload takes.
    /// </summary>
    /// <param name="receiver">The receiver.</param>
    /// <param name="isOwned">
    /// Whether an owner is to keep what is called: it has to be an adapter then, which lives as long as it is kept.
    /// </param>
    private protected virtual Receiver Adapt(Delegate receiver, bool isOwned) => receiver switch
    {
        Action<TSender, TArgs> tell =>
            new(isOwned ? new TellAdapter<TSender, TArgs>(tell, null, tell).Call : tell, CallKind.Sync, false),
        Func<TSender, TArgs, ValueTask> tell when !isOwned => new(tell, CallKind.Async, false),
        _ => AdaptAsyncReceiver(receiver, WithToken(receiver)),
    };

    private protected virtual Receiver AdaptAsyncReceiver(
        Delegate receiver, Func<TSender, TArgs, CancellationToken, ValueTask> call) =>
        new(new TellAsyncAdapter<TSender, TArgs>(receiver, call).Call, CallKind.AsyncWithToken, false);

    private protected virtual Receiver AdaptObserver(string name, Action<TSender, TArgs> call) =>
        new(new TellAdapter<TSender, TArgs>(null, name, call).Call, CallKind.Sync, false);

    private protected virtual Receiver AdaptOpen<TTarget>(Delegate receiver) where TTarget : class =>
        new(receiver, CallKind.Sync, false) { Identity = receiver, Lifetime = ReceiverLifetime.Weak };

    /// <summary>An async receiver that returns nothing, as a function of all that there is.</summary>
    private protected static Func<TSender, TArgs, CancellationToken, ValueTask> WithToken(Delegate receiver) =>
        receiver switch
        {
            Func<TSender, TArgs, CancellationToken, ValueTask> tell => tell,
            Func<TSender, TArgs, ValueTask> tell => (sender, args, _) => tell(sender, args),
            Func<TSender, TArgs, CancellationToken, Task> tell => (sender, args, cancellationToken) =>
                new(tell(sender, args, cancellationToken)),
            _ => (sender, args, _) => new(((Func<TSender, TArgs, Task>)receiver)(sender, args)),
        };

    /// <summary>Whether a send may find receivers, and the list of the sender if there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected bool MayReach(TSender sender, out ReceiverList? own)
    {
        own = null;
        var audience = Table.Scope;
        return audience == ReceiverScope.AnySender || (audience == ReceiverScope.PerSender && MayReachPerSender(sender, out own));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool MayReachPerSender(TSender sender, out ReceiverList? own)
    {
        own = FindList(sender);
        return own is not null || Table.AnySender.LiveCount > 0;
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
            ? throw new ArgumentException("An owner is an object with a life of its own: no struct (its box dies at once) and no string.", nameof(owner))
            : Options with { Owner = owner };
    }

    // A generic method, in code that classes share, would have to look its own type up at each send.
    private protected ReceiverList? FindList(TSender sender)
    {
        if (typeof(TSender).IsValueType)
            return Table.FindList(sender);
        return sender is null ? null : Table.FindListOfObject(sender);
    }

    private SignalConnection ConnectOne(Delegate receiver, in ConnectOptions options, Func<Delegate, Receiver>? adapt)
    {
        var ruling = LifetimeRule.Resolve(receiver, options);
        var isShared = ReferenceEquals(receiver.Target, ruling.Owner) && !Table.IsCollectible;
        var called = adapt?.Invoke(receiver) ?? Adapt(receiver, isOwned: ruling.Owner is not null && !isShared);
        return Table.Connect(options, called with
        {
            Identity = ruling.IsMethodGroup ? receiver : null,
            Lifetime = ruling.Lifetime,
            Owner = ruling.Owner,
        });
    }

    private SignalConnection ConnectOpenOne<TTarget>(TTarget target, Delegate receiver) where TTarget : class =>
        Table.Connect(Options, AdaptOpen<TTarget>(receiver) with { Target = target });

    private SignalConnection ConnectOpenParts<TTarget>(TTarget target, Delegate receiver) where TTarget : class =>
        ConnectionGroup.Connect(receiver.GetInvocationList(), part => ConnectOpenOne(target, part));

    // A multicast delegate's Target is the last one's: taken whole, every part would live and die with that.
    private SignalConnection ConnectParts(Delegate receiver, ConnectOptions options, Func<Delegate, Receiver>? adapt) =>
        ConnectionGroup.Connect(receiver.GetInvocationList(), part => ConnectOne(part, options, adapt));

    private Receiver AdaptWithoutResult<TResult>(Delegate receiver) => AdaptAsyncReceiver(receiver, receiver switch
    {
        Func<TSender, TArgs, ValueTask<TResult>> tell =>
            async (sender, args, _) => await tell(sender, args).ConfigureAwait(false),
        _ => async (sender, args, cancellationToken) =>
            await ((Func<TSender, TArgs, CancellationToken, ValueTask<TResult>>)receiver)(
                sender, args, cancellationToken).ConfigureAwait(false),
    });

    private static ReceiverLifetime LifetimeOf(object? owner) =>
        owner is null ? ReceiverLifetime.Strong : ReceiverLifetime.Owned;
}
