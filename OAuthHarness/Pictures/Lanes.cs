using System.Globalization;
using OAuthHarness.Explaining;

namespace OAuthHarness.Pictures;

/// <summary>The lanes of a picture: one for each party of a dance, side by side, in percent of the width.</summary>
internal sealed class Lanes
{
    private readonly List<Party> _parties;

    public Lanes(DanceRecording recording) =>
        _parties = [.. recording.Steps.SelectMany(step => new[] { step.From, step.To }).Distinct().Order()];

    public IReadOnlyList<Party> Parties => _parties;

    /// <summary>The middle of the lane of a party.</summary>
    public string MiddleOf(Party party) => Percent(Middle(party));

    /// <summary>The lane of two parties that is further left.</summary>
    public string LeftOf(Party one, Party other) => Percent(Math.Min(Middle(one), Middle(other)));

    private double Middle(Party party) => (_parties.IndexOf(party) + 0.5) * 100 / _parties.Count;

    private static string Percent(double value) => value.ToString("0.##", CultureInfo.InvariantCulture) + "%";
}
