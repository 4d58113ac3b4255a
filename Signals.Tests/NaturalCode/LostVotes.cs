using Signals;

namespace NaturalCode;

/// <summary>Votes that no signal could count: the compiler says so in each line that connects.</summary>
internal static class LostVotes
{
    private static readonly Clerk<bool> Clerk = new(true);

    public static void Connect(Signal<string, int, string> texts, Signal<string, int, Vote> votes)
    {
        texts.Connect(Clerk.Answer);
        texts.Connect(Clerk.TaskAsync);
        texts.Connect(Clerk.TokenTaskAsync);
        texts.Connect(Clerk.ValueAsync);
        texts.Connect(Clerk.TokenValueAsync);
        texts.Connect((_, _) => true);
        texts.Connect((sender, args) => Clerk.TaskAsync(sender, args));
        texts.Connect((sender, args) => Clerk.ValueAsync(sender, args));
        texts.Connect((sender, args, token) => Clerk.TokenValueAsync(sender, args, token));
        texts.Connect(async (_, _) => { await Task.Yield(); return true; });
        texts.Connect(async (_, _, token) => { await Task.Delay(0, token); return true; });
        votes.Connect(Clerk.TaskAsync);
        votes.Connect(Clerk.ValueAsync);
        votes.Connect((sender, args) => Clerk.TaskAsync(sender, args));
        votes.Connect((sender, args) => Clerk.ValueAsync(sender, args));
    }
}
