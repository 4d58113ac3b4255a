namespace Benchmarks.Contenders;

/// <summary>Sends, in a loop of its own, everything from the first number on, so many times.</summary>
internal delegate void Sends(int first, int count);

/// <summary>One that takes part in a race.</summary>
/// <param name="Name">What the figures call it.</param>
/// <param name="Sends">What is timed, and checked.</param>
/// <param name="Crowd">Who has to hear each round of sends; it is held here, and by no weak contender.</param>
internal sealed record Contender(string Name, Sends Sends, Listener[] Crowd)
{
    public const string Ours = "ours";

    /// <summary>How many sends reach everybody once.</summary>
    public int Round { get; init; } = 1;

    /// <summary>The sum of the answers to -1, where answers are summed.</summary>
    public int? Sum { get; init; }

    /// <exception cref="WrongContenderException">Somebody was not reached exactly once, or the sum is wrong.</exception>
    public void Check()
    {
        foreach (var listener in Crowd)
            listener.Heard = 0;
        Sink.Total = 0;
        Sends(-Round, Round);
        var wrong = Crowd.Count(listener => listener.Heard != 1);
        if (wrong > 0)
            throw new WrongContenderException($"{Name} did not reach {wrong} of {Crowd.Length} receivers exactly once");
        if (Sum is { } sum && Sink.Total != sum)
            throw new WrongContenderException($"{Name} summed {Sink.Total}, not {sum}");
    }

    public static int SumOf(Listener[] crowd) => crowd.Sum(listener => listener.Method - 1);
}

/// <summary>Where results go, so that nobody finds out that they are not needed.</summary>
internal static class Sink
{
    public static int Total { get; set; }
}

internal sealed class WrongContenderException(string message) : Exception(message);
