using System.Text.RegularExpressions;
using OAuthClient.Http;

namespace OAuthClient.OAuth1;

/// <summary>
/// Reads from the words of an answer or a callback which problem the provider reports. Most words are those of the
/// OAuth Problem Reporting extension, but every provider spells some in its own way.
/// </summary>
internal static partial class ProblemReader
{
    private const int MaxReadLength = 2 * 1024;

    // Of the words in a text, the earliest decides; of two that begin at one place, the one that comes first here.
    private static readonly (string Word, Problem Problem)[] Words =
    [
        ("signature_method", Problem.SignatureMethod), ("signature method", Problem.SignatureMethod),
        ("signaturemethod", Problem.SignatureMethod), ("signature", Problem.Signature),
        ("timestamp", Problem.Timestamp), ("nonce", Problem.Nonce), ("verifier", Problem.Verifier),
        ("callback", Problem.Callback), ("redirect_uri", Problem.Callback), ("consumer", Problem.Client),
        ("client", Problem.Client), ("version", Problem.Version), ("permission", Problem.Permission),
        ("authorization_required", Problem.Permission), ("parameter", Problem.Parameter),
        ("token", Problem.Token), ("session_handle", Problem.Token),
    ];

    /// <summary>Reads the problem that an answer reports.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="fields">The fields of the answer; null when it cannot be read.</param>
    public static Problem Read(ProtocolAnswer answer, IReadOnlyDictionary<string, string>? fields)
    {
        var words = ProviderErrorFields.Find(answer, fields, tokenObject: null, bringsToken: false);
        return Read(words?.Error, words?.Description ?? (fields is null ? answer.Body : null));
    }

    /// <summary>Reads the problem from an error code, or else from a text for people.</summary>
    public static Problem Read(string? error, string? description)
    {
        var byError = error == "invalid_request" ? Problem.Unknown : Find(error);
        if (byError != Problem.Unknown)
            return byError;
        var byDescription = Find(description);
        return byDescription == Problem.Unknown && error == "invalid_request" ? Problem.Parameter : byDescription;
    }

    private static Problem Find(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return Problem.Unknown;
        var words = WithoutEchoes(text[..Math.Min(text.Length, MaxReadLength)]);
        var found = Words
            .Select(word => (word.Problem, Start: words.IndexOf(word.Word, StringComparison.OrdinalIgnoreCase)))
            .Where(word => word.Start >= 0)
            .DefaultIfEmpty()
            .MinBy(word => word.Start);
        // "Invalid nonce or timestamp": a wrong clock is the likelier cause.
        return found.Problem is Problem.Nonce or Problem.Parameter && Timestamp().IsMatch(words)
            ? Problem.Timestamp
            : found.Problem;
    }

    // An answer may repeat the request or its base string, whose names say nothing about the problem.
    private static string WithoutEchoes(string text) =>
        EchoedName().Replace(EchoedValue().Replace(EchoedPiece().Replace(text, " "), " "), " ");

    [GeneratedRegex("timestamp", RegexOptions.IgnoreCase)]
    private static partial Regex Timestamp();

    // A piece of a query, a form or a base string.
    [GeneratedRegex(@"\S*(?:&|%3D|%26|%25)\S*", RegexOptions.IgnoreCase)]
    private static partial Regex EchoedPiece();

    // A name with its value: oauth_timestamp="1".
    [GeneratedRegex("""[\w.-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s<]*)""")]
    private static partial Regex EchoedValue();

    // A name in XML or before a colon: timestamp: 1, but not "invalid timestamp: 1".
    [GeneratedRegex("""<?/?oauth_[a-z_]+["']?\s*[:>]|(?<!(?:invalid|expired|refused|bad|wrong|stale|old)[ _])\btimestamp["']?\s*:""", RegexOptions.IgnoreCase)]
    private static partial Regex EchoedName();
}
