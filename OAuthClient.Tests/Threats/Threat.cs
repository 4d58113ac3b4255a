namespace OAuthClient.Tests.Threats;

/// <summary>A threat of <c>threats.txt</c>.</summary>
/// <param name="Id">The id, such as <c>T01</c>.</param>
/// <param name="Section">The heading that the threat stands under.</param>
/// <param name="Statement">The statement that holds against the threat.</param>
/// <param name="WaitsFor">The feature that the threat belongs to, which the library does not have yet; or null.</param>
internal sealed record Threat(string Id, string Section, string Statement, string? WaitsFor)
{
    public static IReadOnlyList<Threat> All { get; } = [.. Read()];

    private static IEnumerable<Threat> Read()
    {
        var section = "";
        foreach (var line in Repository.Read("OAuthClient.Tests/Threats/threats.txt").Trim().Split('\n'))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal))
                section = line[2..];
            else
                yield return Parse(line, section);
        }
    }

    private static Threat Parse(string line, string section)
    {
        var parts = line[4..].Split(" | ");
        return new(line[..3], section, parts[0], parts.ElementAtOrDefault(1));
    }
}
