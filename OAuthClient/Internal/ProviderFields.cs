namespace OAuthClient.Internal;

/// <summary>
/// Reads a provider's fields from names and values, such as a configuration section. An unknown name is an error.
/// </summary>
internal sealed class ProviderFields
{
    private readonly Dictionary<string, string> _fields;

    public ProviderFields(IEnumerable<KeyValuePair<string, string>> fields, IReadOnlyList<string> known)
    {
        ArgumentNullException.ThrowIfNull(fields);
        _fields = new(fields, StringComparer.Ordinal);
        var unknown = _fields.Keys.Except(known, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (unknown.Length > 0)
        {
            var names = string.Join("', '", unknown);
            throw new ArgumentException(
                $"A provider has no field '{names}'. It has: {string.Join(", ", known)}.", nameof(fields));
        }
    }

    public string GetRequired(string name) =>
        _fields.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value)
            ? value
            : throw new ArgumentException($"A provider needs the field '{name}'.");

    public string? GetOptional(string name) => _fields.GetValueOrDefault(name);

    public bool GetBoolean(string name) => GetOptional(name) switch
    {
        null or "false" => false,
        "true" => true,
        var other => throw new ArgumentException($"{name} is '{other}'; it may be true or false."),
    };

    public IReadOnlyList<string> GetList(string name) =>
        (GetOptional(name) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
