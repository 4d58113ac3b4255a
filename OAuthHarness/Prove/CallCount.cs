namespace OAuthHarness.Prove;

/// <summary>A number of calls. Thread-safe.</summary>
internal sealed class CallCount
{
    private int _value;

    public int Value => Volatile.Read(ref _value);

    public void Add(int change) => Interlocked.Add(ref _value, change);
}
