using System.Diagnostics.CodeAnalysis;

namespace OAuthClient.OAuth2;

/// <summary>
/// The data of one <see cref="OAuth2Extension"/> in one login or request. Other extensions and answers of the provider
/// have no part in it. No error shows a value. Not thread-safe. Prints the names only.
/// </summary>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "Data is the word.")]
public sealed class ExtensionData
{
    private readonly Dictionary<string, Secret> _values;
    private readonly List<Secret> _everHeld;

    internal ExtensionData(Dictionary<string, Secret> values)
    {
        _values = values;
        _everHeld = [.. values.Values];
    }

    /// <summary>A value by its name: no secret when there is none. Setting it to no secret removes it.</summary>
    /// <param name="name">The name of the value, in this extension.</param>
    public Secret this[string name]
    {
        get => _values.GetValueOrDefault(name);
        set => Set(name, value);
    }

    /// <summary>The names of the values.</summary>
    public IReadOnlyCollection<string> Names => _values.Keys;

    internal IReadOnlyDictionary<string, Secret> Values => _values;

    /// <summary>All values, with those that were replaced or removed.</summary>
    internal IReadOnlyList<Secret> EverHeld => _everHeld;

    /// <summary>Shows the names of the values.</summary>
    /// <returns>For example <c>ExtensionData { nonce }</c>.</returns>
    public override string ToString() => $"ExtensionData {{ {string.Join(", ", _values.Keys)} }}";

    private void Set(string name, Secret value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (value.IsEmpty)
        {
            _values.Remove(name);
            return;
        }
        _values[name] = value;
        _everHeld.Add(value);
    }
}
