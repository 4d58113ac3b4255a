using System.Runtime.CompilerServices;
using Signals.Receivers;
using Signals.Sending;

namespace Signals;

/// <summary>
/// A <see cref="Connectable{TSender, TArgs}"/> whose receivers may return an answer. Receivers without an answer can
/// connect too.
/// </summary>
/// <typeparam name="TSender">The sender's type. Make it nullable if the signal is also sent anonymously.</typeparam>
/// <typeparam name="TArgs">The type of the data that is sent.</typeparam>
/// <typeparam name="TAnswer">
/// The type of the answers. If it has implicit conversions, lambdas may return any type that converts to it.
/// </typeparam>
/// <remarks>
/// Every natural lambda compiles without a cast, and none becomes <c>async void</c>: see <c>docs/signals.md</c>.
/// Thread-safe.
/// </remarks>
public class Connectable<TSender, TArgs, TAnswer> : Connectable<TSender, TArgs>
{
    private protected Connectable(ReceiverTable table, in ConnectOptions options) : base(table, options) { }

    /// <inheritdoc cref="Connectable{TSender, TArgs}.From"/>
    public override Connectable<TSender, TArgs, TAnswer> From(TSender sender) => new(Table, WithSender(sender));

    /// <inheritdoc cref="Connectable{TSender, TArgs}.OwnedBy"/>
    public override Connectable<TSender, TArgs, TAnswer> OwnedBy(object owner) => new(Table, WithOwner(owner));

    /// <inheritdoc cref="Connectable{TSender, TArgs}.Strongly"/>
    public override Connectable<TSender, TArgs, TAnswer> Strongly() =>
        new(Table, Options with { Lifetime = LifetimeChoice.Strongly });

    /// <inheritdoc cref="Connectable{TSender, TArgs}.Weakly"/>
    public override Connectable<TSender, TArgs, TAnswer> Weakly() =>
        new(Table, Options with { Lifetime = LifetimeChoice.Weakly });

    /// <summary>Connects a receiver that answers.</summary>
    /// <inheritdoc cref="Connectable{TSender, TArgs}.Connect(Action{TSender, TArgs}, string, int)"/>
    [OverloadResolutionPriority(4)]
    public SignalConnection Connect(
        Func<TSender, TArgs, TAnswer?> receiver,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0) =>
        Connect(receiver, Options.At(file, line));

    /// <summary>Connects an async receiver that answers; the signal must then be sent with <c>SendAsync</c>.</summary>
    /// <inheritdoc cref="Connectable{TSender, TArgs}.Connect(Action{TSender, TArgs}, string, int)"/>
    [OverloadResolutionPriority(3)]
    public SignalConnection Connect(
        Func<TSender, TArgs, ValueTask<TAnswer?>> receiver,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0) =>
        Connect(receiver, Options.At(file, line));

    /// <summary>
    /// Connects an async receiver that answers and can be cancelled; the signal must then be sent with
    /// <c>SendAsync</c>.
    /// </summary>
    /// <inheritdoc cref="Connectable{TSender, TArgs}.Connect(Action{TSender, TArgs}, string, int)"/>
    [OverloadResolutionPriority(4)]
    public SignalConnection Connect(
        Func<TSender, TArgs, CancellationToken, ValueTask<TAnswer?>> receiver,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0) =>
        Connect(receiver, Options.At(file, line));

    /// <summary>Connects an async receiver that answers; the signal must then be sent with <c>SendAsync</c>.</summary>
    /// <typeparam name="TResult">
    /// The type that the receiver answers with: the signal's answer, or a type that derives from it. Inferred.
    /// </typeparam>
    /// <inheritdoc cref="Connectable{TSender, TArgs}.Connect(Action{TSender, TArgs}, string, int)"/>
    [OverloadResolutionPriority(6)]
    public new SignalConnection Connect<TResult>(
        Func<TSender, TArgs, ValueTask<TResult>> receiver,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
        where TResult : TAnswer? =>
        Connect(receiver, Options.At(file, line), AdaptResult<TResult>);

    /// <summary>
    /// Connects an async receiver that answers and can be cancelled; the signal must then be sent with
    /// <c>SendAsync</c>.
    /// </summary>
    /// <typeparam name="TResult">
    /// The type that the receiver answers with: the signal's answer, or a type that derives from it. Inferred.
    /// </typeparam>
    /// <inheritdoc cref="Connectable{TSender, TArgs}.Connect(Action{TSender, TArgs}, string, int)"/>
    [OverloadResolutionPriority(7)]
    public new SignalConnection Connect<TResult>(
        Func<TSender, TArgs, CancellationToken, ValueTask<TResult>> receiver,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
        where TResult : TAnswer? =>
        Connect(receiver, Options.At(file, line), AdaptResult<TResult>);

    /// <inheritdoc cref="Connect{TResult}(Func{TSender, TArgs, ValueTask{TResult}}, string, int)"/>
    [OverloadResolutionPriority(5)]
    public SignalConnection Connect<TResult>(
        Func<TSender, TArgs, Task<TResult>> receiver,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
        where TResult : TAnswer? =>
        Connect(receiver, Options.At(file, line), AdaptResult<TResult>);

    /// <inheritdoc cref="Connect{TResult}(Func{TSender, TArgs, CancellationToken, ValueTask{TResult}}, string, int)"/>
    [OverloadResolutionPriority(6)]
    public SignalConnection Connect<TResult>(
        Func<TSender, TArgs, CancellationToken, Task<TResult>> receiver,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
        where TResult : TAnswer? =>
        Connect(receiver, Options.At(file, line), AdaptResult<TResult>);

    /// <summary>
    /// Connects a receiver through a converter: for a library whose receivers may return a type that the compiler does
    /// not convert, such as a method group that returns <c>bool</c>.
    /// </summary>
    /// <typeparam name="TReceiver">The delegate type of the receiver.</typeparam>
    /// <param name="receiver">The receiver; it decides the lifetime, and the converter does not.</param>
    /// <param name="convert">
    /// Calls the receiver and converts the result to an answer; it should capture nothing.
    /// </param>
    /// <param name="file">The calling source file; the compiler fills it in.</param>
    /// <param name="line">The calling line; the compiler fills it in.</param>
    /// <returns>The connection; dispose it to end it.</returns>
    public SignalConnection ConnectThrough<TReceiver>(
        TReceiver receiver, Func<TReceiver, TSender, TArgs, TAnswer?> convert,
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
        where TReceiver : Delegate
    {
        ArgumentNullException.ThrowIfNull(convert);
        return Connect(
            receiver,
            Options.At(file, line),
            part => AskReceiver(part, null, true, (sender, args) => convert((TReceiver)part, sender, args)));
    }

    /// <inheritdoc cref="Connectable{TSender, TArgs}.Connect{TTarget}(TTarget, Action{TTarget, TSender, TArgs})"/>
    [OverloadResolutionPriority(1)]
    public SignalConnection Connect<TTarget>(TTarget target, Func<TTarget, TSender, TArgs, TAnswer?> receiver)
        where TTarget : class =>
        ConnectOpen(target, receiver);

    // For [ConnectTo]: the result of a task is an answer if it converts to one.
    internal SignalConnection ConnectAsync<TReceiver>(
        TReceiver receiver, Func<TReceiver, TSender, TArgs, CancellationToken, ValueTask<TAnswer?>> call)
        where TReceiver : Delegate =>
        Connect(receiver, Options, _ =>
            AskAsyncReceiver(receiver, true, (sender, args, token) => call(receiver, sender, args, token)));

    private protected override Receiver Adapt(Delegate receiver, bool isOwned) => receiver switch
    {
        Func<TSender, TArgs, CancellationToken, ValueTask<TAnswer?>> ask when isOwned =>
            AskAsyncReceiver(ask, true, ask),
        Func<TSender, TArgs, CancellationToken, ValueTask<TAnswer?>> ask => new(ask, CallKind.AsyncWithToken, true),
        Func<TSender, TArgs, ValueTask<TAnswer?>> ask when isOwned =>
            AskAsyncReceiver(ask, true, (sender, args, _) => ask(sender, args)),
        Func<TSender, TArgs, ValueTask<TAnswer?>> ask => new(ask, CallKind.Async, true),
        Func<TSender, TArgs, TAnswer?> ask => AdaptAnswering(ask, isOwned),
        Action<TSender, TArgs> tell => AdaptAction(tell, null, tell),
        _ => AdaptAsyncReceiver(receiver, AsyncReceiver<TSender, TArgs>.WithToken(receiver)),
    };

    private protected override Receiver AdaptAsyncReceiver(
        Delegate receiver, Func<TSender, TArgs, CancellationToken, ValueTask> call)
    {
        LostAnswerGuard.Refuse(receiver, typeof(TAnswer));
        return AskAsyncReceiver(receiver, false, async (sender, args, cancellationToken) =>
        {
            await call(sender, args, cancellationToken).ConfigureAwait(false);
            return default;
        });
    }

    private protected override Receiver AdaptObserver(string name, Action<TSender, TArgs> call) =>
        AdaptAction(null, name, call);

    private protected override Receiver AdaptOpen<TTarget>(Delegate receiver)
    {
        var call = receiver is Action<TTarget, TSender, TArgs> tell
            ? new OpenTellAdapter<TTarget, TSender, TArgs, TAnswer>(tell).Call
            : receiver;
        return new(call, CallKind.Sync, call == receiver) { Identity = receiver, Lifetime = ReceiverLifetime.Weak };
    }

    private static Receiver AdaptAnswering(Func<TSender, TArgs, TAnswer?> ask, bool isOwned)
    {
        // If answers are objects, a method that returns a task also fits Func<…, object>, but its task is no answer.
        if (typeof(TAnswer) == typeof(object) && TaskAnswer.IsTaskType(ask.Method.ReturnType))
        {
            return ask.Method.ReturnType.IsGenericType
                ? AskAsyncReceiver(ask, true, (sender, args, _) => TaskAnswer.AwaitAsync<TAnswer>(ask(sender, args)!))
                : AskAsyncReceiver(ask, false, async (sender, args, _) =>
                {
                    await TaskAnswer.AwaitAsync<TAnswer>(ask(sender, args)!).ConfigureAwait(false);
                    return default;
                });
        }
        return isOwned ? AskReceiver(ask, null, true, ask) : new(ask, CallKind.Sync, true);
    }

    private static Receiver AdaptResult<TResult>(Delegate receiver) where TResult : TAnswer? =>
        AskAsyncReceiver(receiver, true, receiver switch
        {
            Func<TSender, TArgs, ValueTask<TResult>> ask => (sender, args, _) => ToAnswer(ask(sender, args)),
            Func<TSender, TArgs, CancellationToken, ValueTask<TResult>> ask =>
                (sender, args, cancellationToken) => ToAnswer(ask(sender, args, cancellationToken)),
            Func<TSender, TArgs, Task<TResult>> ask => (sender, args, _) =>
                ToAnswer(new ValueTask<TResult>(ask(sender, args))),
            _ => (sender, args, cancellationToken) => ToAnswer(
                new ValueTask<TResult>(
                    ((Func<TSender, TArgs, CancellationToken, Task<TResult>>)receiver)(
                        sender, args, cancellationToken))),
        });

    // Unsafe.As: TResult is TAnswer, apart from a nullability annotation, so the value task needs no conversion.
    private static ValueTask<TAnswer?> ToAnswer<TResult>(ValueTask<TResult> pending) where TResult : TAnswer?
    {
        return typeof(TResult) == typeof(TAnswer)
            ? Unsafe.As<ValueTask<TResult>, ValueTask<TAnswer?>>(ref pending)
            : Converted(pending);

        static async ValueTask<TAnswer?> Converted(ValueTask<TResult> pending) => await pending.ConfigureAwait(false);
    }

    private static Receiver AdaptAction(Delegate? original, string? name, Action<TSender, TArgs> call) =>
        AskReceiver(original, name, false, (sender, args) =>
    {
        call(sender, args);
        return default;
    });

    private static Receiver AskReceiver(
        Delegate? original, string? name, bool isAnswering, Func<TSender, TArgs, TAnswer?> call) =>
        new(new AskAdapter<TSender, TArgs, TAnswer>(original, name, call).Call, CallKind.Sync, isAnswering);

    private static Receiver AskAsyncReceiver(
        Delegate original, bool isAnswering, Func<TSender, TArgs, CancellationToken, ValueTask<TAnswer?>> call) =>
        new(new AskAsyncAdapter<TSender, TArgs, TAnswer>(original, call).Call, CallKind.AsyncWithToken, isAnswering);
}
