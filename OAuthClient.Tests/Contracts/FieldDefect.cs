namespace OAuthClient.Tests.Contracts;

/// <summary>A way in which a store keeps a field of a record badly.</summary>
/// <param name="Name">The defect in the names of the tests.</param>
/// <param name="Change">Makes what the store returns out of what was saved.</param>
public sealed record FieldDefect(string Name, Func<object, object?> Change)
{
    /// <summary>The defects of a field of a type, the cut to a length excepted.</summary>
    public static FieldDefect[] For(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var known when IsText(known) =>
        [
            Forgotten(type),
            new("in lower case", value => OfText(value, text => text.ToLowerInvariant())),
            new("in upper case", value => OfText(value, text => text.ToUpperInvariant())),
            new("without the space at its end", value => OfText(value, text => text.TrimEnd(' '))),
            new("in Latin-1", value => OfText(value, text => string.Concat(text.Select(c => c < 256 ? c : '?')))),
        ],
        var known when known == typeof(DateTimeOffset) =>
        [
            Forgotten(type),
            new("in whole seconds", value => WholeSeconds((DateTimeOffset)value)),
            new("in UTC", value => ((DateTimeOffset)value).ToUniversalTime()),
        ],
        var known when known == typeof(IReadOnlyList<string>) =>
        [
            new("forgotten", _ => Array.Empty<string>()),
            new("in one case", value => ((IReadOnlyList<string>)value).Select(text => text.ToUpperInvariant()).ToArray()),
            new("without duplicates", value => ((IReadOnlyList<string>)value).Distinct().ToArray()),
        ],
        var known when known == typeof(IReadOnlyDictionary<string, Secret>) =>
        [
            new("forgotten", _ => new Dictionary<string, Secret>()),
            new("with names in one case", value => WithNamesInOneCase((IReadOnlyDictionary<string, Secret>)value)),
        ],
        _ => [Forgotten(type)],
    };

    public static FieldDefect CutTo(int length) =>
        new($"cut to {length}", value => OfText(value, text => text[..Math.Min(length, text.Length)]));

    public static bool IsText(Type type) =>
        type == typeof(string) || type == typeof(Secret) || type == typeof(OAuthUser);

    /// <summary>Copies a record with one field changed, by a path such as <c>Error.Hint</c>.</summary>
    public T Apply<T>(T record, string path) where T : class => (T)ApplyTo(record, path.Split('.'));

    public override string ToString() => Name;

    private object ApplyTo(object record, string[] path)
    {
        var type = record.GetType();
        var field = type.GetProperty(path[0])!;
        if (field.GetValue(record) is not { } value)
            return record;
        var copy = type.GetMethod("<Clone>$")!.Invoke(record, null)!;
        field.SetValue(copy, path.Length == 1 ? Change(value) : ApplyTo(value, path[1..]));
        return copy;
    }

    private static FieldDefect Forgotten(Type type) =>
        new("forgotten", _ => type.IsValueType ? Activator.CreateInstance(type) : null);

    private static object OfText(object value, Func<string, string> change) => value switch
    {
        Secret secret => (Secret)change(secret.Reveal()),
        OAuthUser user => new OAuthUser(change(user.Id ?? "")),
        _ => change((string)value),
    };

    private static DateTimeOffset WholeSeconds(DateTimeOffset time) =>
        time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));

    private static Dictionary<string, Secret> WithNamesInOneCase(IReadOnlyDictionary<string, Secret> entries) =>
        entries.DistinctBy(entry => entry.Key.ToUpperInvariant()).ToDictionary();
}
