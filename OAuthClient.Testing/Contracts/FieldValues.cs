using System.Reflection;

namespace OAuthClient.Testing.Contracts;

/// <summary>Values for a field of a record, by the field's type.</summary>
internal static class FieldValues
{
    // Cases, scripts, quotes, escapes, spaces at both ends. No NUL, which no database keeps in a column of text.
    private const string Odd =
        " Aa\u0131\u0130 \u00e9 e\u0301 \u00df\u03c2 \ufeff\u200d\u2028 \U0001F511 \r\n\t \" ' ` \\ \\n % %41 + & < ? # ";

    /// <summary>A text that a careless column, conversion or parser changes.</summary>
    public static object CreateOdd(PropertyInfo field, string prefix) => Create(field.PropertyType, prefix + Odd);

    /// <summary>A text of a length, in both cases, whose last letter occurs nowhere else.</summary>
    public static object CreateLong(PropertyInfo field, string prefix, int length) =>
        Create(field.PropertyType, prefix + Letters(length - prefix.Length - 1) + "Z");

    private static string Letters(int count) => string.Concat(Enumerable.Repeat("xY", (count / 2) + 1))[..count];

    private static object Create(Type type, string text) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var known when known == typeof(string) => text,
        var known when known == typeof(Secret) => (Secret)text,
        var known when known == typeof(OAuthUser) => new OAuthUser(text),
        var known when known == typeof(int) => 429,
        var known when known == typeof(TimeSpan) => TimeSpan.FromTicks(31_234_567),
        // Some minutes after the start of the clock of a check.
        var known when known == typeof(DateTimeOffset) =>
            new DateTimeOffset(2019, 12, 31, 14, 35, 0, TimeSpan.FromHours(-9.5)).AddTicks(1_234_567),
        var known when known == typeof(IReadOnlyList<string>) =>
            (IReadOnlyList<string>)[text, text.ToUpperInvariant(), text, ""],
        var known when known == typeof(IReadOnlyDictionary<string, Secret>) => Entries(text),
        _ => throw new NotSupportedException($"The contract has no value for a field of the type {type}."),
    };

    private static Dictionary<string, Secret> Entries(string text) => new()
    {
        [text] = text,
        ["name"] = "",
        ["NAME"] = "other",
        [""] = "no name",
    };
}
