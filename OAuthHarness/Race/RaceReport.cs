namespace OAuthHarness.Race;

/// <summary>What came of a race.</summary>
internal sealed class RaceReport
{
    private readonly List<long> _milliseconds = [];

    public int Rounds { get; private set; }

    public int Calls { get; private set; }

    public int Refreshes { get; private set; }

    /// <summary>Rounds in which the token was refreshed more than once, or not at all.</summary>
    public int RoundsWithoutOneRefresh { get; private set; }

    /// <summary>Rounds after which the login was over.</summary>
    public int LostSessions { get; private set; }

    /// <summary>Lost sessions that no kill explains: nobody had spent the refresh token before.</summary>
    public int UnexplainedLosses { get; private set; }

    /// <summary>Calls that failed in another way.</summary>
    public int Failures { get; private set; }

    public string? FirstFailure { get; private set; }

    public int Kills { get; private set; }

    public void Add(IReadOnlyCollection<string> said, int callers, int refreshes, bool killed)
    {
        var rows = said.Select(line => line.Split(' ', 4)).ToArray();
        var lost = rows.Sum(row => int.Parse(row[1], System.Globalization.CultureInfo.InvariantCulture));
        var good = rows.Sum(row => int.Parse(row[0], System.Globalization.CultureInfo.InvariantCulture));
        Rounds++;
        Calls += rows.Length * callers;
        Refreshes += refreshes;
        RoundsWithoutOneRefresh += refreshes == 1 ? 0 : 1;
        LostSessions += lost > 0 ? 1 : 0;
        // A process that dies between the answer and its save leaves a spent refresh token, and the next one spends it again.
        UnexplainedLosses += lost > 0 && refreshes < 2 ? 1 : 0;
        Failures += (rows.Length * callers) - good - lost;
        FirstFailure ??= rows.Select(row => row.ElementAtOrDefault(3)).FirstOrDefault(word => !string.IsNullOrEmpty(word));
        Kills += killed ? 1 : 0;
        _milliseconds.AddRange(rows.Select(row => long.Parse(row[2], System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>Whether it went as promised.</summary>
    /// <param name="kind">The kind of provider.</param>
    public bool IsPassed(string kind) => Failures == 0 && (Kills > 0
        ? UnexplainedLosses == 0 && (kind == RaceProvider.Strict || LostSessions == 0)
        : LostSessions == 0 && RoundsWithoutOneRefresh == 0);

    public override string ToString()
    {
        var sorted = _milliseconds.Order().ToArray();
        return $"""
            rounds             {Rounds}
            calls              {Calls}
            refreshes          {Refreshes}, rounds with another number than one: {RoundsWithoutOneRefresh}
            lost sessions      {LostSessions}{(Kills == 0 ? "" : $", without a kill between the provider's answer and the save: {UnexplainedLosses}")}
            failed otherwise   {Failures}{(FirstFailure is null ? "" : $", the first failure of any kind: {FirstFailure}")}
            kills              {Kills}
            a process's round  {sorted[sorted.Length / 2]} ms in the median, {sorted[^1]} ms at most
            """;
    }
}
