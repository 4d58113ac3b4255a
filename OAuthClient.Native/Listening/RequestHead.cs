using System.Globalization;

namespace OAuthClient.Native.Listening;

/// <summary>Reads the request line and the headers of a request (RFC 9112).</summary>
internal static class RequestHead
{
    public static LoopbackRequest Parse(string head)
    {
        var lines = head.Split("\r\n");
        if (lines[0].Split(' ') is not [var method, ['/', ..] target, "HTTP/1.1" or "HTTP/1.0"])
            throw new BadRequestException(400, "The request line cannot be read.");
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines[1..])
            AddTo(headers, line);
        return new(method, target, headers);
    }

    /// <summary>The length of the body that the headers announce.</summary>
    public static int ReadLength(LoopbackRequest request, int limit)
    {
        if (request["Transfer-Encoding"] is not null)
            throw new BadRequestException(411, "A body needs its Content-Length.");
        if (request["Content-Length"] is not { } text)
            return 0;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            throw new BadRequestException(400, "The Content-Length cannot be read.");
        return length <= limit ? (int)length : throw new BadRequestException(413, "The body is too large.");
    }

    // RFC 9112 section 5.1: no space before the colon, and no header goes on in another line.
    private static void AddTo(Dictionary<string, string> headers, string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || line.AsSpan(0, colon).ContainsAny(" \t"))
            throw new BadRequestException(400, "A header cannot be read.");
        var name = line[..colon];
        var value = line[(colon + 1)..].Trim(' ', '\t');
        if (headers.TryAdd(name, value))
            return;
        // RFC 9112 section 3.2: a request with two Host headers is refused. So is one with two lengths.
        if (name.Equals("Host", StringComparison.OrdinalIgnoreCase)
            || name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
        {
            throw new BadRequestException(400, $"The request has two {name} headers.");
        }
        headers[name] += $", {value}";
    }
}
