using System.Text.RegularExpressions;

namespace OAuthHarness.Prove;

/// <summary>The kinds of fault that fit a call.</summary>
internal static partial class FaultKinds
{
    /// <summary>The kinds that a store, a network or a class of the host can have.</summary>
    public static readonly FaultKind[] OfCalls =
    [
        FaultKind.Throws, FaultKind.ThrowsLate, FaultKind.DoesAndThrows, FaultKind.Hangs, FaultKind.DoesAndHangs,
        FaultKind.ThrowsCancelled, FaultKind.CallerCancels,
    ];

    /// <summary>The kinds of a receiver whose answer decides: the client waits for it without a deadline.</summary>
    public static readonly FaultKind[] OfAnswers =
    [
        FaultKind.Throws, FaultKind.ThrowsLate, FaultKind.DoesAndThrows, FaultKind.ThrowsCancelled,
        FaultKind.CallerCancels,
    ];

    /// <summary>The kinds of a method that returns no task.</summary>
    public static readonly FaultKind[] OfSynchronousCalls =
        [FaultKind.Throws, FaultKind.DoesAndThrows, FaultKind.ThrowsCancelled, FaultKind.CallerCancels];

    /// <summary>The name of a kind in words, such as <c>does and throws</c>.</summary>
    public static string ToWords(this FaultKind kind) =>
        Capital().Replace(kind.ToString(), match => $" {match.Value.ToLowerInvariant()}").Trim();

    /// <summary>Whether a call with this fault does its work all the same, and its result is lost.</summary>
    public static bool LosesResult(this FaultKind kind) => kind is FaultKind.DoesAndThrows or FaultKind.DoesAndHangs;

    public static bool IsOfRival(this FaultKind kind) =>
        kind is FaultKind.RivalDoesTheSame or FaultKind.RivalSignsOut;

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();
}
