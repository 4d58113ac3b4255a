using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace OAuthHarness.Prove;

/// <summary>The codes and verifiers that the clients of a case sent, or tried to send. Thread-safe.</summary>
internal sealed partial class SentCodes
{
    private readonly ConcurrentQueue<string> _codes = new();

    /// <summary>The number of codes that were sent, repetitions included.</summary>
    public int Count => _codes.Count;

    /// <summary>Whether a code was sent twice.</summary>
    public bool HasRepetition => _codes.Distinct().Count() < _codes.Count;

    public async Task AddAsync(HttpRequestMessage request)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync();
        foreach (Match match in Code().Matches($"{request.Headers.Authorization} {body}"))
            _codes.Enqueue(match.Groups[1].Value);
    }

    // RFC 6749 section 4.1.3, and RFC 5849 section 2.3.
    [GeneratedRegex("""\b(?:code|oauth_verifier)="?([^&",\s]+)""")]
    private static partial Regex Code();
}
