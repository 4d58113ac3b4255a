using System.Globalization;

namespace OAuthHarness.Race;

/// <summary>The result of a worker's round, which the worker writes as a line of text.</summary>
/// <param name="Successes">The number of calls that succeeded.</param>
/// <param name="LostSessions">The number of calls that failed because the login was over.</param>
/// <param name="Milliseconds">The time of the round.</param>
/// <param name="FirstFailure">The first failure of any kind; empty for none.</param>
internal sealed record WorkerResult(int Successes, int LostSessions, long Milliseconds, string FirstFailure)
{
    public static WorkerResult Parse(string line)
    {
        var fields = line.Split(' ', 4);
        return new(
            int.Parse(fields[0], CultureInfo.InvariantCulture),
            int.Parse(fields[1], CultureInfo.InvariantCulture),
            long.Parse(fields[2], CultureInfo.InvariantCulture),
            fields.ElementAtOrDefault(3) ?? "");
    }

    /// <summary>The line that <see cref="Parse"/> reads.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Successes} {LostSessions} {Milliseconds} {FirstFailure}");
}
