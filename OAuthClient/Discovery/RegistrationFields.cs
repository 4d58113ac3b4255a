using System.Globalization;
using System.Text.Json;

namespace OAuthClient.Discovery;

/// <summary>Reads the typed fields of an answer to a registration.</summary>
internal sealed class RegistrationFields(IReadOnlyDictionary<string, string> fields)
{
    // The last second of the year 9999, beyond which .NET has no time.
    private const long LastSecond = 253_402_300_799;

    public IReadOnlyDictionary<string, Secret> All => fields.ToDictionary(
        pair => pair.Key, pair => (Secret)pair.Value, StringComparer.Ordinal);

    /// <summary>A text; null when it is absent or empty.</summary>
    public string? FindText(string name) =>
        fields.GetValueOrDefault(name) is { Length: > 0 } text ? text : null;

    public bool Has(string name) => fields.ContainsKey(name);

    /// <summary>A list of texts; null when it is absent.</summary>
    /// <exception cref="FormatException">The field is no list of texts; the message says so.</exception>
    public IReadOnlyList<string>? FindList(string name)
    {
        if (fields.GetValueOrDefault(name) is not { } text)
            return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind == JsonValueKind.Array)
                return [.. document.RootElement.EnumerateArray().Select(item => item.GetString() ?? "")];
        }
        // GetString throws InvalidOperationException for what is no text.
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException) { }
        throw new FormatException($"has {name}, which is no list of texts");
    }

    /// <summary>A time, in seconds since 1970; null when it is absent or zero.</summary>
    /// <exception cref="FormatException">The field is no such number; the message says so.</exception>
    public DateTimeOffset? FindTime(string name)
    {
        if (fields.GetValueOrDefault(name) is not { } text)
            return null;
        var isTime = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= LastSecond;
        if (!isTime)
            throw new FormatException($"has {name}, which is no number of seconds since 1970");
        return seconds == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(seconds);
    }
}
