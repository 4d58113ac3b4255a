using System.Runtime.CompilerServices;

namespace Benchmarks.Contenders;

/// <summary>A sender. It is equatable, because a messenger's tokens have to be.</summary>
internal sealed class Sender : IEquatable<Sender>
{
    public bool Equals(Sender? other) => ReferenceEquals(this, other);

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    /// <summary>Creates senders in an order that is independent of their place in memory.</summary>
    public static Sender[] Shuffled(int count)
    {
        Sender[] senders = [.. Enumerable.Range(0, count).Select(_ => new Sender())];
        new Random(count).Shuffle(senders);
        return senders;
    }

    public static Sender At(Sender[] senders, int number) => senders[(uint)number % (uint)senders.Length];
}

/// <summary>The receivers that are connected and disconnected in turn.</summary>
internal static class RotatingReceivers
{
    private const int Count = 64;

    public static Receiver[] Create() => Receiver.CreateMany(Count);

    public static Receiver At(Receiver[] receivers, int number) => receivers[number & (Count - 1)];
}
