using Benchmarks.Figures;

namespace Benchmarks.Ratios;

/// <summary>A ratio of signals that the document and the chart show.</summary>
/// <param name="Figure">The figure's name.</param>
/// <param name="Subject">The numerator of the ratio, in plain words.</param>
/// <param name="Baseline">The denominator of the ratio, in plain words.</param>
internal sealed record ChosenRatio(string Figure, string Subject, string Baseline)
{
    private const string Loop = "a loop over delegates";
    private const string Messenger = "WeakReferenceMessenger";

    public static IReadOnlyList<ChosenRatio> All { get; } =
    [
        new("lambdas/8 vs delegate loop", "8 lambdas", Loop),
        new("lambdas/100 vs delegate loop", "100 lambdas", Loop),
        new("lambdas/8 vs R3 Subject", "8 lambdas", "R3's Subject"),
        new("lambdas/8 vs Rx Subject", "8 lambdas", "Rx's Subject"),
        new("method groups/8 vs delegate loop", "8 method groups", Loop),
        new("method groups/100 vs delegate loop", "100 method groups", Loop),
        new("method groups/8 vs WeakReferenceMessenger", "8 method groups", Messenger),
        new("answers/8 vs Func[] loop", "8 answers", Loop),
        new("answers/8 method groups vs CollectionRequestMessage", "8 answers, weak", "CollectionRequestMessage"),
        new("open/8 vs delegate loop", "8 open receivers", Loop),
        new("async/8 vs ValueTask loop", "8 async receivers", "a loop of awaits"),
        new("senders/10000 vs Dictionary", "1 of 10,000 senders", "a Dictionary"),
        new("connect/method group vs WeakReferenceMessenger", "connect and dispose", Messenger),
    ];

    /// <summary>The chosen ratios with their figures.</summary>
    public static IEnumerable<(ChosenRatio Ratio, Row Row)> In(Report report) => All.Select(ratio => (
        ratio,
        report.Find(ratio.Figure) ?? throw new ArgumentException(
            $"The figure \"{ratio.Figure}\" was not measured. Measure the area {SignalGroups.Area}, or everything.")));
}
