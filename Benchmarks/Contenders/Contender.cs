namespace Benchmarks.Contenders;

/// <summary>Sends, in a loop of its own, everything from the first number on, so many times.</summary>
internal delegate void OperationLoop(int first, int count);

/// <summary>One that takes part in a race.</summary>
/// <param name="Name">What the figures call it.</param>
/// <param name="Run">What is timed, and checked.</param>
/// <param name="Receivers">
/// What each round of sends has to reach; one that is listed twice, twice. Held here, and by no weak contender.
/// </param>
internal sealed record Contender(string Name, OperationLoop Run, Receiver[] Receivers)
{
    public const string Ours = "ours";

    /// <summary>How many sends reach every receiver once.</summary>
    public int OperationsPerRound { get; init; } = 1;

    /// <summary>The sum of the answers to -1, where answers are summed.</summary>
    public int? Sum { get; init; }

    /// <exception cref="WrongContenderException">
    /// A receiver was not reached as often as it is listed, or the sum is wrong.
    /// </exception>
    public void Verify()
    {
        foreach (var receiver in Receivers)
            receiver.Reset();
        Sink.Total = 0;
        Run(-OperationsPerRound, OperationsPerRound);
        var wrong = Receivers.CountBy(receiver => receiver).Count(listed => listed.Key.Calls != listed.Value);
        if (wrong > 0)
            throw new WrongContenderException($"{Name} missed {wrong} receivers, or called them too often");
        if (Sum is { } sum && Sink.Total != sum)
            throw new WrongContenderException($"{Name} summed {Sink.Total}, not {sum}");
    }

    public static int SumOf(Receiver[] receivers) => receivers.Sum(receiver => receiver.Method - 1);
}

/// <summary>Where results go, so that the compiler cannot leave out what they are computed by.</summary>
internal static class Sink
{
    public static int Total { get; set; }
}

internal sealed class WrongContenderException(string message) : Exception(message);
