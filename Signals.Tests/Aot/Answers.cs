using Signals;
using static Aot.Check;

namespace Aot;

internal static class Answers
{
    private static Task<string> AskAsync(string sender, int args) => Task.FromResult(sender);

    private static async ValueTask<int> CountAsync(string sender, int args, CancellationToken token)
    {
        await Task.Delay(1, token);
        return args;
    }

    public static async Task CheckAsync()
    {
        var texts = new Signal<string, int, string>();
        texts.Connect((sender, _) => sender);
        texts.Connect((_, _) => null);
        That("answers are collected", Values(texts.Send("anna", 1)).SequenceEqual(["anna", null]));
        texts.Connect(AskAsync);
        texts.Connect(async (sender, _) => { await Task.Yield(); return sender; });
        var answers = await texts.SendAsync("anna", 1);
        That("async answers are awaited", Values(answers).SequenceEqual(["anna", null, "anna", "anna"]));
        Throws<InvalidOperationException>("a plain send refuses async receivers", () => texts.Send("anna", 1));

        var objects = new Signal<string, int, object>();
        objects.Connect(AskAsync);
        objects.Connect(CountAsync);
        That("answers of other types convert", Values(await objects.SendAsync("anna", 1)).SequenceEqual(["anna", 1]));

        var told = new Signal<string, int>();
        told.Connect(async (_, args) => { await Task.Yield(); Counter.Add(args); });
        told.Connect(CountAsync);
        That("async receivers are called", (await told.SendAsync("anna", 1)).Reached == 2);
        await FaultsAsync();
    }

    private static IEnumerable<T?> Values<T>(IEnumerable<SignalAnswer<T>> answers) =>
        answers.Select(answer => answer.Value);

    private static async Task FaultsAsync()
    {
        var signal = new Signal<string, int, int>();
        signal.Connect((_, _) => throw new FormatException());
        signal.Connect((_, args) => args);
        var answers = await signal.SendAsync("anna", 1, FaultPolicy.AnswerFaults);
        That("a fault starves no receiver", answers[0].Fault is FormatException && answers[1].Value == 1);
        Throws<SignalException>("a fault is thrown in the end", () => signal.Send("anna", 1));
    }
}
