using System.Runtime.CompilerServices;
using Signals.Receivers;

namespace Signals;

/// <summary><see cref="Connectable{TSender, TArgs}"/> for receivers that may return an answer. Those that return none are welcome too.</summary>
/// <typeparam name="TSender">Who sends. Make it nullable if the signal is also sent anonymously.</typeparam>
/// <typeparam name="TArgs">What is sent.</typeparam>
/// <typeparam name="TAnswer">What receivers return; give it implicit conversions, and they may return what converts.</typeparam>
/// <remarks>Every natural lambda compiles without a cast, and none becomes <c>async void</c>: see <c>docs/signals.md</c>.</remarks>
public class Connectable<TSender, TArgs, TAnswer> : Connectable<TSender, TArgs>
{
    private protected Connectable(ReceiverTable table, in ConnectTerms terms) : base(table, terms) { }

    /// <inheritdoc cref="Connectable{TSender, TArgs}.From"/>
    public new Connectable<TSender, TArgs, TAnswer> From(TSender sender) => new(Table, Sent(sender));

    /// <inheritdoc cref="Connectable{TSender, TArgs}.OwnedBy"/>
    public new Connectable<TSender, TArgs, TAnswer> OwnedBy(object owner) => new(Table, Owned(owner));

    /// <inheritdoc cref="Connectable{TSender, TArgs}.Strongly"/>
    public new Connectable<TSender, TArgs, TAnswer> Strongly() => new(Table, Terms with { Keep = Keep.Strongly });

    /// <inheritdoc cref="Connectable{TSender, TArgs}.Weakly"/>
    public new Connectable<TSender, TArgs, TAnswer> Weakly() => new(Table, Terms with { Keep = Keep.Weakly });

    /// <summary>Connects a receiver that answers.</summary>
    /// <inheritdoc cref="Connectable{TSender, TArgs}.Connect(Action{TSender, TArgs}, string, int)"/>
    [OverloadResolutionPriority(4)]
    public SignalConnection Connect(Func<TSender, TArgs, TAnswer?> receiver, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        receiver is { HasSingleTarget: true } ? Hold(receiver, receiver, Terms.At(file, line)) : Each(receiver, part => Hold(part, part, Terms.At(file, line)));

    /// <summary>Connects an async receiver that answers; such a signal is sent with <c>SendAsync</c>.</summary>
    /// <inheritdoc cref="Connectable{TSender, TArgs}.Connect(Action{TSender, TArgs}, string, int)"/>
    [OverloadResolutionPriority(3)]
    public SignalConnection Connect(Func<TSender, TArgs, ValueTask<TAnswer?>> receiver, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Each(receiver, part => Hold(part, AskAsync(part, (sender, args, _) => part(sender, args)), Terms.At(file, line)));

    /// <summary>Connects an async receiver that answers and can be cancelled; such a signal is sent with <c>SendAsync</c>.</summary>
    /// <inheritdoc cref="Connectable{TSender, TArgs}.Connect(Action{TSender, TArgs}, string, int)"/>
    [OverloadResolutionPriority(4)]
    public SignalConnection Connect(Func<TSender, TArgs, CancellationToken, ValueTask<TAnswer?>> receiver, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Each(receiver, part => Hold(part, part, Terms.At(file, line)));

    /// <summary>Connects an async receiver that answers; such a signal is sent with <c>SendAsync</c>.</summary>
    /// <typeparam name="TResult">What it answers, inferred: the signal's answer, or a type that derives from it.</typeparam>
    /// <inheritdoc cref="Connectable{TSender, TArgs}.Connect(Action{TSender, TArgs}, string, int)"/>
    [OverloadResolutionPriority(6)]
    public new SignalConnection Connect<TResult>(
        Func<TSender, TArgs, ValueTask<TResult>> receiver, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where TResult : TAnswer? =>
        Each(receiver, part => Hold(part, AskAsync(part, ToAnswer(part)), Terms.At(file, line)));

    /// <summary>Connects an async receiver that answers and can be cancelled; such a signal is sent with <c>SendAsync</c>.</summary>
    /// <typeparam name="TResult">What it answers, inferred: the signal's answer, or a type that derives from it.</typeparam>
    /// <inheritdoc cref="Connectable{TSender, TArgs}.Connect(Action{TSender, TArgs}, string, int)"/>
    [OverloadResolutionPriority(7)]
    public new SignalConnection Connect<TResult>(
        Func<TSender, TArgs, CancellationToken, ValueTask<TResult>> receiver, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where TResult : TAnswer? =>
        Each(receiver, part => Hold(part, AskAsync(part, ToAnswer(part)), Terms.At(file, line)));

    /// <summary>Connects an async receiver that answers; such a signal is sent with <c>SendAsync</c>.</summary>
    /// <typeparam name="TResult">What it answers, inferred: the signal's answer, or a type that derives from it.</typeparam>
    /// <inheritdoc cref="Connectable{TSender, TArgs}.Connect(Action{TSender, TArgs}, string, int)"/>
    [OverloadResolutionPriority(5)]
    public SignalConnection Connect<TResult>(
        Func<TSender, TArgs, Task<TResult>> receiver, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where TResult : TAnswer? =>
        Each(receiver, part => Hold(part, AskAsync(part, (sender, args, _) => ToAnswer(part(sender, args))), Terms.At(file, line)));

    /// <summary>Connects an async receiver that answers and can be cancelled; such a signal is sent with <c>SendAsync</c>.</summary>
    /// <typeparam name="TResult">What it answers, inferred: the signal's answer, or a type that derives from it.</typeparam>
    /// <inheritdoc cref="Connectable{TSender, TArgs}.Connect(Action{TSender, TArgs}, string, int)"/>
    [OverloadResolutionPriority(6)]
    public SignalConnection Connect<TResult>(
        Func<TSender, TArgs, CancellationToken, Task<TResult>> receiver, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where TResult : TAnswer? =>
        Each(receiver, part => Hold(part, AskAsync(part, (sender, args, token) => ToAnswer(part(sender, args, token))), Terms.At(file, line)));

    /// <summary>
    /// Connects a receiver through a converter: for a library whose receivers may return something that the compiler does not
    /// convert by itself, such as a method group that returns <c>bool</c>. The receiver, not the converter, decides the lifetime.
    /// </summary>
    /// <typeparam name="TReceiver">The delegate as users write it.</typeparam>
    /// <param name="receiver">What users connect.</param>
    /// <param name="call">How to call it; it should capture nothing.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    /// <returns>The connection; dispose it to end it.</returns>
    public SignalConnection ConnectThrough<TReceiver>(TReceiver receiver, Func<TReceiver, TSender, TArgs, TAnswer?> call, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where TReceiver : Delegate
    {
        ArgumentNullException.ThrowIfNull(call);
        return Each(receiver, part => Hold(part, new AskAdapter<TSender, TArgs, TAnswer>(part, null, true, (sender, args) => call(part, sender, args)).Call, Terms.At(file, line)));
    }

    // For [ConnectTo]: a task's result that converts to an answer is one, and nothing is lost.
    internal SignalConnection ConnectAsync<TReceiver>(TReceiver receiver, Func<TReceiver, TSender, TArgs, CancellationToken, ValueTask<TAnswer?>> call)
        where TReceiver : Delegate =>
        Hold(receiver, AskAsync(receiver, (sender, args, cancellationToken) => call(receiver, sender, args, cancellationToken)), Terms);

    /// <inheritdoc cref="Connectable{TSender, TArgs}.Connect{TTarget}(TTarget, Action{TTarget, TSender, TArgs})"/>
    [OverloadResolutionPriority(1)]
    public SignalConnection Connect<TTarget>(TTarget target, Func<TTarget, TSender, TArgs, TAnswer?> receiver) where TTarget : class => Open(target, receiver, receiver);

    private protected override Delegate Tell(Delegate? original, string? name, Action<TSender, TArgs> call) =>
        new AskAdapter<TSender, TArgs, TAnswer>(original, name, answers: false, (sender, args) => { call(sender, args); return default; }).Call;

    private protected override bool CollectsAnswers => true;

    private protected override Delegate TellOpen<TTarget>(Action<TTarget, TSender, TArgs> thunk) =>
        new OpenTellAdapter<TTarget, TSender, TArgs, TAnswer>(thunk).Call;

    private protected override Delegate TellAsync(Delegate original, Func<TSender, TArgs, CancellationToken, ValueTask> call) =>
        new AskAsyncAdapter<TSender, TArgs, TAnswer>(original, answers: false, async (sender, args, cancellationToken) =>
        {
            await call(sender, args, cancellationToken).ConfigureAwait(false);
            return default;
        }).Call;

    private protected override Delegate TellLater(Func<TSender, TArgs, ValueTask> receiver) => TellAsync(receiver, (sender, args, _) => receiver(sender, args));

    private static Delegate AskAsync(Delegate original, Func<TSender, TArgs, CancellationToken, ValueTask<TAnswer?>> call) =>
        new AskAsyncAdapter<TSender, TArgs, TAnswer>(original, answers: true, call).Call;

    // Nearly always the types are the same but for a question mark, and nothing is converted.
    private static Func<TSender, TArgs, CancellationToken, ValueTask<TAnswer?>> ToAnswer<TResult>(Func<TSender, TArgs, ValueTask<TResult>> receiver)
        where TResult : TAnswer? =>
        (Delegate)receiver is Func<TSender, TArgs, ValueTask<TAnswer?>> same
            ? (sender, args, _) => same(sender, args)
            : async (sender, args, _) => await receiver(sender, args).ConfigureAwait(false);

    private static Func<TSender, TArgs, CancellationToken, ValueTask<TAnswer?>> ToAnswer<TResult>(
        Func<TSender, TArgs, CancellationToken, ValueTask<TResult>> receiver)
        where TResult : TAnswer? =>
        (Delegate)receiver is Func<TSender, TArgs, CancellationToken, ValueTask<TAnswer?>> same
            ? same
            : async (sender, args, token) => await receiver(sender, args, token).ConfigureAwait(false);

    private static ValueTask<TAnswer?> ToAnswer<TResult>(Task<TResult> task)
        where TResult : TAnswer?
    {
        return (Task)task is Task<TAnswer?> same ? new(same) : Converted(task);

        static async ValueTask<TAnswer?> Converted(Task<TResult> task) => await task.ConfigureAwait(false);
    }

    private protected override Delegate Adapt(Delegate original) => original is Func<TSender, TArgs, TAnswer?> ask
        ? new AskAdapter<TSender, TArgs, TAnswer>(original, null, true, ask).Call
        : AskAsync(original, (Func<TSender, TArgs, CancellationToken, ValueTask<TAnswer?>>)original);

    private protected override void RefuseLostAnswer(Delegate receiver) => LostAnswer.Refuse(receiver, typeof(TAnswer));
}
