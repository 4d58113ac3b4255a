using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OAuthHarness.Commands;

/// <summary>The parts of a JSON Web Token, decoded and not verified.</summary>
internal sealed class DecodedJwt
{
    private static readonly Dictionary<string, string> TimeClaims = new()
    {
        ["iat"] = "issued",
        ["nbf"] = "valid from",
        ["exp"] = "expires",
        ["auth_time"] = "logged in",
        ["updated_at"] = "updated",
    };

    public required JsonObject Header { get; init; }

    /// <summary>The claims; null when they are encrypted.</summary>
    public required JsonNode? Claims { get; init; }

    /// <summary>A word about the signature, without the signature.</summary>
    public required string Signature { get; init; }

    public static DecodedJwt Parse(string text)
    {
        var token = text.Trim();
        if (token.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            token = token["Bearer ".Length..].Trim();
        var parts = token.Split('.');
        return parts.Length switch
        {
            3 => new()
            {
                Header = Decode(parts[0], "header"),
                Claims = Decode(parts[1], "payload"),
                Signature = parts[2].Length == 0 ? "none: anyone can have written this token" : "***",
            },
            // RFC 7516 section 3: an encrypted token has five parts.
            5 => new()
            {
                Header = Decode(parts[0], "header"),
                Claims = null,
                Signature = "encrypted: only the holder of the key can read the claims",
            },
            _ => throw Wrong(
                $"has {parts.Length} of the 3 parts of a signed one, or the 5 of an encrypted one. It may be an opaque token: "
                + "only its provider can read it ('introspect' asks)"),
        };
    }

    /// <summary>The times in the claims, in words.</summary>
    public IEnumerable<KeyValuePair<string, string>> ReadTimes(DateTimeOffset now)
    {
        foreach (var (claim, words) in TimeClaims)
        {
            if (Claims is JsonObject claims
                && claims[claim] is JsonValue value
                && value.TryGetValue<double>(out var seconds)
                && Math.Abs(seconds) < DateTimeOffset.MaxValue.ToUnixTimeSeconds() / 2)
            {
                var time = DateTimeOffset.FromUnixTimeSeconds((long)seconds);
                yield return KeyValuePair.Create(words, $"{time:yyyy-MM-dd HH:mm:ss}Z, {Describe(time - now)}");
            }
        }
    }

    private static string Describe(TimeSpan fromNow)
    {
        var span = fromNow.Duration();
        var (count, unit) = span switch
        {
            { TotalDays: >= 1 } => ((long)span.TotalDays, "day"),
            { TotalHours: >= 1 } => ((long)span.TotalHours, "hour"),
            { TotalMinutes: >= 1 } => ((long)span.TotalMinutes, "minute"),
            _ => ((long)span.TotalSeconds, "second"),
        };
        var words = count == 1 ? $"1 {unit}" : $"{count} {unit}s";
        return fromNow < TimeSpan.Zero ? $"{words} ago" : $"in {words}";
    }

    private static JsonObject Decode(string part, string name)
    {
        try
        {
            var json = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Base64Url.DecodeFromChars(part));
            return JsonNode.Parse(json) as JsonObject ?? throw new JsonException();
        }
        catch (Exception damaged) when (damaged is FormatException or JsonException or DecoderFallbackException)
        {
            throw Wrong($"has a {name} that is no JSON object in base64url");
        }
    }

    private static HarnessException Wrong(string fault) =>
        new(ExitCode.WrongUse, $"This is no JSON Web Token: it {fault}. Give the whole token.");
}
