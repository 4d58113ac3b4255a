namespace OAuthHarness.Race;

/// <summary>The result of a race.</summary>
internal sealed class RaceReport
{
    private readonly List<long> _milliseconds = [];

    public int Rounds { get; private set; }

    public int Calls { get; private set; }

    public int Refreshes { get; private set; }

    /// <summary>Rounds in which the token was renewed more than once, or not at all.</summary>
    public int RoundsWithWrongRefreshCount { get; private set; }

    /// <summary>Rounds after which the login was over.</summary>
    public int LostSessions { get; private set; }

    /// <summary>Lost sessions that no kill explains, because the refresh token had not been used before.</summary>
    public int UnexplainedLosses { get; private set; }

    /// <summary>Calls that failed for another reason.</summary>
    public int Failures { get; private set; }

    public string? FirstFailure { get; private set; }

    public int Kills { get; private set; }

    public void Add(IReadOnlyCollection<WorkerResult> results, int callers, int refreshes, bool killed)
    {
        var calls = results.Count * callers;
        var lost = results.Sum(result => result.LostSessions);
        Rounds++;
        Calls += calls;
        Refreshes += refreshes;
        RoundsWithWrongRefreshCount += refreshes == 1 ? 0 : 1;
        LostSessions += lost > 0 ? 1 : 0;
        // A process that is killed between the token response and the save leaves a used refresh token in the store,
        // and the next process uses it again.
        UnexplainedLosses += lost > 0 && refreshes < 2 ? 1 : 0;
        Failures += calls - results.Sum(result => result.Successes) - lost;
        FirstFailure ??= results.Select(result => result.FirstFailure).FirstOrDefault(failure => failure.Length > 0);
        Kills += killed ? 1 : 0;
        _milliseconds.AddRange(results.Select(result => result.Milliseconds));
    }

    /// <summary>Whether the stores kept their promises.</summary>
    /// <param name="kind">The kind of provider.</param>
    public bool IsPassed(string kind) => Failures == 0 && (Kills > 0
        ? UnexplainedLosses == 0 && (kind == RaceProvider.Strict || LostSessions == 0)
        : LostSessions == 0 && RoundsWithWrongRefreshCount == 0);

    public override string ToString()
    {
        var sorted = _milliseconds.Order().ToArray();
        var unexplained = Kills == 0
            ? ""
            : $", without a kill between the provider's answer and the save: {UnexplainedLosses}";
        var firstFailure = FirstFailure is null ? "" : $", the first failure of any kind: {FirstFailure}";
        return $"""
            rounds             {Rounds}
            calls              {Calls}
            renewals           {Refreshes}, rounds with another number than one: {RoundsWithWrongRefreshCount}
            lost sessions      {LostSessions}{unexplained}
            failed otherwise   {Failures}{firstFailure}
            kills              {Kills}
            a process's round  {sorted[sorted.Length / 2]} ms in the median, {sorted[^1]} ms at most
            """;
    }
}
