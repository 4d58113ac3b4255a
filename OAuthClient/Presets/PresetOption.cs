using System.Text.Json;

namespace OAuthClient.Presets;

/// <summary>
/// An option of a preset: a flag (<c>set</c>, or <c>means</c>: other options by one name), a text (<c>pattern</c>, with a default or
/// without, or with what it sets), or one of <c>choices</c>.
/// </summary>
internal sealed class PresetOption(string preset, string name, JsonElement json)
{
    /// <summary>What it stands for if it is not given; null when it then stands for nothing.</summary>
    public string? Default => json.TryGetProperty("default", out var text) ? text.GetString() : null;

    /// <summary>The preset cannot be used without it.</summary>
    public bool IsRequired => Pattern is not null && Default is null && !json.TryGetProperty("set", out _);

    /// <summary>The other options that it is a name for.</summary>
    public IEnumerable<KeyValuePair<string, string>> Means =>
        json.TryGetProperty("means", out var others) ? others.EnumerateObject().Select(other => KeyValuePair.Create(other.Name, other.Value.GetString()!)) : [];

    private OptionPattern? Pattern => json.TryGetProperty("pattern", out var pattern) ? OptionPattern.FromName(pattern.GetString()!) : null;

    private string[] Choices => json.TryGetProperty("choices", out var choices) ? [.. choices.EnumerateObject().Select(choice => choice.Name)] : [];

    /// <summary>What it sets when it is given; null when it only stands for a text.</summary>
    public JsonElement? Layer(string? value) => json.TryGetProperty("choices", out var choices) ? choices.GetProperty(value!) : json.TryGetProperty("set", out var set) ? set : null;

    /// <summary>Refuses a value where none is due, none where one is due, and one that is of no use.</summary>
    public void Check(string? value)
    {
        var wanted = Pattern is { } pattern ? pattern.Matches(value) ? null : pattern.Description
            : Choices.Length > 0 ? Choices.Contains(value) ? null : $"one of {string.Join(", ", Choices)}"
            : value is null ? null : "nothing: it has no value";
        if (wanted is not null)
            throw new ArgumentException($"The option '{name}' of '{preset}' wants {wanted}{(value is null ? "" : $", and was given '{value}'")}.", nameof(value));
    }
}
