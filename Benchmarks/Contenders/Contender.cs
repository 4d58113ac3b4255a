namespace Benchmarks.Contenders;

/// <summary>Runs an operation in a loop: with the first number, and so on, for a number of times.</summary>
internal delegate void OperationLoop(int first, int count);

/// <summary>A way to do an operation, which is measured beside others.</summary>
/// <param name="Name">The name in the figures.</param>
/// <param name="Run">The loop that is timed and verified.</param>
/// <param name="Receivers">
/// The receivers that each round of operations has to call; a receiver that is listed twice is called twice. The list
/// keeps them alive, because weak contenders do not.
/// </param>
internal sealed record Contender(string Name, OperationLoop Run, Receiver[] Receivers)
{
    public const string Ours = "ours";

    /// <summary>The number of operations that call every receiver once.</summary>
    public int OperationsPerRound { get; init; } = 1;

    /// <summary>The expected sum of the answers to -1; null when answers are not summed.</summary>
    public int? Sum { get; init; }

    /// <exception cref="WrongContenderException">
    /// A receiver was not called as often as it is listed, or the sum is wrong.
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

/// <summary>Takes results, so that the compiler cannot remove their computation.</summary>
internal static class Sink
{
    public static int Total { get; set; }
}

internal sealed class WrongContenderException(string message) : Exception(message);
