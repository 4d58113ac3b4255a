namespace Benchmarks.Measuring;

/// <summary>How long a measurement may take.</summary>
/// <param name="Rounds">How often each contender of a race is timed.</param>
/// <param name="SampleTime">How long one timing takes.</param>
/// <param name="WarmUp">
/// How long all contenders run untimed first: long enough for what is called to be compiled to its last tier.
/// </param>
/// <param name="Timeout">How long a population may take to connect before it is given up.</param>
internal sealed record Effort(int Rounds, TimeSpan SampleTime, TimeSpan WarmUp, TimeSpan Timeout)
{
    /// <summary>
    /// How long nothing must have been compiled any more before a contender is timed. Not at all by default: the last
    /// tier is reached while warming up.
    /// </summary>
    public TimeSpan JitQuietTime { get; init; }

    /// <summary>How many collections count the receivers that are alive.</summary>
    public int Collections { get; init; } = 100;

    /// <summary>
    /// For what goes through hundreds of methods: their last tier takes many seconds to come, and before that a call
    /// takes five times as long. And so many instructions have to get into the caches again after another's turn.
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
