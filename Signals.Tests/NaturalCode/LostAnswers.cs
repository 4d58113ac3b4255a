using Signals;

namespace NaturalCode;

/// <summary>Receivers whose answers would be lost: each line that connects one is a compiler error.</summary>
internal static class LostAnswers
{
    private static readonly ReceiverMethods<bool> Methods = new(true);

    public static void Connect(Signal<string, int, string> texts, Signal<string, int, Vote> votes)
    {
        texts.Connect(Methods.Answer);
        texts.Connect(Methods.TaskAsync);
        texts.Connect(Methods.TokenTaskAsync);
        texts.Connect(Methods.ValueAsync);
        texts.Connect(Methods.TokenValueAsync);
        texts.Connect((_, _) => true);
        texts.Connect((sender, args) => Methods.TaskAsync(sender, args));
        texts.Connect((sender, args) => Methods.ValueAsync(sender, args));
        texts.Connect((sender, args, token) => Methods.TokenValueAsync(sender, args, token));
        texts.Connect(async (_, _) => { await Task.Yield(); return true; });
        texts.Connect(async (_, _, token) => { await Task.Delay(0, token); return true; });
        votes.Connect(Methods.TaskAsync);
        votes.Connect(Methods.ValueAsync);
        votes.Connect((sender, args) => Methods.TaskAsync(sender, args));
        votes.Connect((sender, args) => Methods.ValueAsync(sender, args));
    }
}
