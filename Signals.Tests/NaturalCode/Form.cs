using Signals;

namespace NaturalCode;

/// <summary>
/// A way to write a receiver. The check connects and calls the receiver, and returns the first failure.
/// </summary>
internal sealed record Form(string Name, Func<Task<string?>> CheckAsync)
{
    public static Form Sync<T>(string name, Func<Signal<string, int, T>, SignalConnection> connect, T? answer) =>
        Asked(name, connect, answer, hasValue: true, isAsync: false);

    public static Form Async<T>(string name, Func<Signal<string, int, T>, SignalConnection> connect, T? answer) =>
        Asked(name, connect, answer, hasValue: true, isAsync: true);

    public static Form Silent<T>(string name, Func<Signal<string, int, T>, SignalConnection> connect, bool isAsync) =>
        Asked(name, connect, default, hasValue: false, isAsync);

    public static Form Throws<T>(string name, Func<Signal<string, int, T>, SignalConnection> connect) =>
        new(name, async () =>
        {
            var signal = new Signal<string, int, T>();
            using var connection = connect(signal);
            var answers = await signal.SendAsync("anna", 1, FaultPolicy.AnswerFaults).ConfigureAwait(false);
            return Compare("fault", answers[0].Fault?.GetType(), typeof(FormatException));
        });

    public static Form Told(string name, Func<Signal<string, int>, SignalConnection> connect, bool isAsync) =>
        new(name, async () =>
        {
            var signal = new Signal<string, int>();
            using var connection = connect(signal);
            var report = await signal.SendAsync("anna", 1).ConfigureAwait(false);
            return Compare("reached", report.Reached, 1) ?? Compare("async", signal.Receivers[0].IsAsync, isAsync);
        });

    private static Form Asked<T>(
        string name, Func<Signal<string, int, T>, SignalConnection> connect, T? answer, bool hasValue, bool isAsync) =>
        new($"{name}, {typeof(T)}", async () =>
        {
            var signal = new Signal<string, int, T>();
            using var connection = connect(signal);
            var answers = await signal.SendAsync("anna", 1).ConfigureAwait(false);
            return Compare("answers", answers.Count, 1)
                ?? Compare("has a value", answers[0].HasValue, hasValue)
                ?? Compare("answer", answers[0].Value, answer)
                ?? Compare("async", answers[0].Receiver.IsAsync, isAsync);
        });

    private static string? Compare<T>(string aspect, T actual, T expected) =>
        EqualityComparer<T>.Default.Equals(actual, expected) ? null : $"{aspect}: {actual}, expected: {expected}";
}
