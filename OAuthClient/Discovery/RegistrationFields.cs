using System.Text.Json;
using OAuthClient.Http;

namespace OAuthClient.Discovery;

/// <summary>
/// Reads the typed fields of an answer to a registration, a JSON object (RFC 7591 section 3.2.1). A field that is null
/// is absent.
/// </summary>
internal sealed class RegistrationFields
{
    // The last second of the year 9999, beyond which .NET has no time.
    private const double LastSecond = 253_402_300_799;

    private readonly JsonElement _root;

    private RegistrationFields(JsonElement root, IReadOnlyDictionary<string, string> texts)
    {
        _root = root;
        Texts = texts;
    }

    /// <summary>All fields; what is no text as JSON text.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; }

    public IReadOnlyDictionary<string, Secret> All => Texts.ToDictionary(
        pair => pair.Key, pair => (Secret)pair.Value, StringComparer.Ordinal);

    /// <returns>The fields; null when the answer is no JSON object.</returns>
    public static RegistrationFields? Parse(ProtocolAnswer answer)
    {
        if (AnswerFields.Parse(answer) is not { } texts)
            return null;
        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object ? new(root.Clone(), texts) : null;
        }
        // A form, or a call of a script.
        catch (JsonException)
        {
            return null;
        }
    }

    public bool Has(string name) => Find(name) is not null;

    /// <summary>A text; null when it is absent or empty.</summary>
    /// <exception cref="FormatException">The field is no text; the message says so.</exception>
    public string? FindText(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } => Texts[name] is { Length: > 0 } text ? text : null,
        _ => throw new FormatException($"has {name}, which is no text"),
    };

    /// <summary>A list of texts; null when it is absent.</summary>
    /// <exception cref="FormatException">The field is no list of texts; the message says so.</exception>
    public IReadOnlyList<string>? FindList(string name)
    {
        if (Find(name) is not { } list)
            return null;
        try
        {
            if (list.ValueKind == JsonValueKind.Array)
                return [.. list.EnumerateArray().Select(item => item.GetString() ?? "")];
        }
        // A value that is no text, or half a surrogate pair.
        catch (InvalidOperationException) { }
        throw new FormatException($"has {name}, which is no list of texts");
    }

    /// <summary>A time, in seconds since 1970; null when it is absent or zero.</summary>
    /// <exception cref="FormatException">The field is no such number; the message says so.</exception>
    public DateTimeOffset? FindTime(string name)
    {
        if (Find(name) is not { } value)
            return null;
        var isTime = value.ValueKind == JsonValueKind.Number
            && value.TryGetDouble(out var number)
            && number is >= 0 and <= LastSecond;
        if (!isTime)
            throw new FormatException($"has {name}, which is no number of seconds since 1970");
        var seconds = (long)value.GetDouble();
        return seconds == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(seconds);
    }

    private JsonElement? Find(string name) =>
        _root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
