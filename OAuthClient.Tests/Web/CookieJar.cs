using System.Globalization;

namespace OAuthClient.Tests.Web;

/// <summary>The cookies of one browser: by name, oldest first, without those that an answer ends at once.</summary>
internal sealed class CookieJar
{
    private readonly List<(string Name, string Value, bool IsCrossSite)> _cookies = [];

    public IEnumerable<string> Names => _cookies.Select(cookie => cookie.Name);

    /// <summary>The cookies as they are now, in a jar of their own.</summary>
    public CookieJar Copy()
    {
        var copy = new CookieJar();
        copy._cookies.AddRange(_cookies);
        return copy;
    }

    /// <summary>The request header with all cookies; the value is null when there are none.</summary>
    public (string Name, string? Value) Header => CreateHeader(_cookies);

    /// <summary>The request header of a POST from another site: only <c>SameSite=None</c> cookies come.</summary>
    public (string Name, string? Value) CrossSitePostHeader =>
        CreateHeader([.. _cookies.Where(cookie => cookie.IsCrossSite)]);

    public void Store(HttpResponseMessage answer)
    {
        if (!answer.Headers.TryGetValues("Set-Cookie", out var lines))
            return;
        foreach (var line in lines)
            Store(line);
    }

    private static (string, string?) CreateHeader(List<(string Name, string Value, bool)> cookies) =>
        ("Cookie", cookies.Count == 0
            ? null
            : string.Join("; ", cookies.Select(cookie => $"{cookie.Name}={cookie.Value}")));

    private void Store(string line)
    {
        var parts = line.Split(';', StringSplitOptions.TrimEntries);
        var pair = parts[0].Split('=', 2);
        var at = _cookies.FindIndex(cookie => cookie.Name == pair[0]);
        var isEnded = parts.Any(part =>
            part.StartsWith("expires=", StringComparison.OrdinalIgnoreCase)
            && DateTimeOffset.Parse(part[8..], CultureInfo.InvariantCulture) < DateTimeOffset.UnixEpoch.AddDays(1));
        var isCrossSite = parts.Contains("samesite=none", StringComparer.OrdinalIgnoreCase);
        if (isEnded)
            _cookies.RemoveAll(cookie => cookie.Name == pair[0]);
        else if (at >= 0)
            _cookies[at] = (pair[0], pair[1], isCrossSite);
        else
            _cookies.Add((pair[0], pair[1], isCrossSite));
    }
}
