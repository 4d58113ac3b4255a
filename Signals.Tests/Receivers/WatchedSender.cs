namespace Signals.Tests.Receivers;

/// <summary>
/// A sender of a value type. While senders are watched, each of their methods that a signal calls runs an action first.
/// </summary>
internal readonly struct WatchedSender(int number) : IEquatable<WatchedSender>
{
    [ThreadStatic]
    private static Action<string>? _called;

    /// <summary>Watches the calls on this thread, except those inside the action.</summary>
    public static void Watch(Action program, Action<string> called)
    {
        _called = called;
        try
        {
            program();
        }
        finally
        {
            _called = null;
        }
    }

    public override string ToString()
    {
        Call(nameof(ToString));
        return $"number {number}";
    }

    public bool Equals(WatchedSender other)
    {
        Call(nameof(Equals));
        return number == other.Value;
    }

    public override bool Equals(object? obj) => obj is WatchedSender other && Equals(other);

    public override int GetHashCode()
    {
        Call(nameof(GetHashCode));
        // Equal for many senders, so that Equals is called too.
        return number % 2;
    }

    private int Value => number;

    private static void Call(string method)
    {
        var called = _called;
        if (called is null)
            return;
        _called = null;
        called(method);
        _called = called;
    }
}
