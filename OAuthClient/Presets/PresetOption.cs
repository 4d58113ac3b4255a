using System.Text.Json;

namespace OAuthClient.Presets;

/// <summary>
/// An option of a preset: a flag (<c>set</c>, or <c>means</c>: one name for other options), a text (<c>pattern</c>,
/// with or without a default or <c>set</c>), or one of <c>choices</c>.
/// </summary>
internal sealed class PresetOption(string preset, string name, JsonElement json)
{
    /// <summary>The value when the option is not chosen; null when there is none.</summary>
    public string? Default => json.TryGetProperty("default", out var text) ? text.GetString() : null;

    /// <summary>Whether the preset cannot be used without the option.</summary>
    public bool IsRequired => Pattern is not null && Default is null && !json.TryGetProperty("set", out _);

    /// <summary>The other options that this option chooses, with their values.</summary>
    public IEnumerable<KeyValuePair<string, string>> Means => json.TryGetProperty("means", out var others)
        ? others.EnumerateObject().Select(other => KeyValuePair.Create(other.Name, other.Value.GetString()!))
        : [];

    private OptionPattern? Pattern =>
        json.TryGetProperty("pattern", out var pattern) ? OptionPattern.FromName(pattern.GetString()!) : null;

    private string[] Choices => json.TryGetProperty("choices", out var choices)
        ? [.. choices.EnumerateObject().Select(choice => choice.Name)]
        : [];

    /// <summary>The fields that the option sets when it is chosen; null when it only fills a placeholder.</summary>
    public JsonElement? Layer(string? value)
    {
        if (json.TryGetProperty("choices", out var choices))
            return choices.GetProperty(value!);
        return json.TryGetProperty("set", out var set) ? set : null;
    }

    /// <summary>Throws if the value is invalid, is missing, or is given to an option without a value.</summary>
    public void Check(string? value)
    {
        var (isValid, wanted) = Judge(value);
        if (isValid)
            return;
        var given = value is null ? "" : $", and was given '{value}'";
        throw new ArgumentException($"The option '{name}' of '{preset}' wants {wanted}{given}.", nameof(value));
    }

    private (bool IsValid, string Wanted) Judge(string? value)
    {
        if (Pattern is { } pattern)
            return (pattern.Matches(value), pattern.Description);
        return Choices is { Length: > 0 } choices
            ? (choices.Contains(value), $"one of {string.Join(", ", choices)}")
            : (value is null, "nothing: it has no value");
    }
}
