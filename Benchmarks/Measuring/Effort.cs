namespace Benchmarks.Measuring;

/// <summary>How long a measurement may take.</summary>
/// <param name="Rounds">How often each contender is timed.</param>
/// <param name="SampleTime">How long one timing takes.</param>
/// <param name="WarmUp">
/// How long all contenders run untimed first: long enough for the JIT to reach its last tier.
/// </param>
/// <param name="Timeout">How long a population may take to connect before its measurement is given up.</param>
internal sealed record Effort(int Rounds, TimeSpan SampleTime, TimeSpan WarmUp, TimeSpan Timeout)
{
    /// <summary>
    /// How long the JIT must have been idle before contenders are timed. The default is zero: the warm-up reaches the
    /// last tier.
    /// </summary>
    public TimeSpan JitQuietTime { get; init; }

    /// <summary>After how many garbage collections the living receivers are counted.</summary>
    public int Collections { get; init; } = 100;

    /// <summary>
    /// The effort for operations that run hundreds of methods. Their last tier takes many seconds to come, and before
    /// it an operation takes five times as long. Longer samples also make up for the caches, which a turn of another
    /// contender has filled.
    /// </summary>
    public Effort ForCalls => this with { JitQuietTime = WarmUp * 4, SampleTime = SampleTime * 5 };

    public static Effort Full { get; } =
        new(61, TimeSpan.FromMilliseconds(1.2), TimeSpan.FromMilliseconds(400), TimeSpan.FromSeconds(4));

    public static Effort Quick { get; } =
        new(15, TimeSpan.FromMilliseconds(0.6), TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(2))
        {
            Collections = 20,
        };
}
