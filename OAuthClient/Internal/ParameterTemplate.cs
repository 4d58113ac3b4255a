using System.Text.RegularExpressions;

namespace OAuthClient.Internal;

/// <summary>Fills the placeholders, such as <c>{scope}</c>, in the parameters of a provider's value.</summary>
internal static partial class ParameterTemplate
{
    /// <summary>The beginning of a placeholder that names a parameter of the callback.</summary>
    public const string CallbackPrefix = "callback.";

    /// <summary>Fills the parameters. A parameter whose placeholder has no value is left out.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="find">Gives the value of a placeholder by its name; null or empty when it has none.</param>
    public static IEnumerable<(string Name, string Value)> Fill(
        IReadOnlyDictionary<string, string> parameters, Func<string, string?> find)
    {
        foreach (var (name, template) in parameters)
        {
            if (Placeholder().EnumerateMatches(template).MoveNext() is false)
                yield return (name, template);
            else if (TryFill(template, find, out var value))
                yield return (name, value);
        }
    }

    /// <summary>The names of the placeholders in a text.</summary>
    public static IEnumerable<string> Names(string template) =>
        from match in Placeholder().Matches(template) select match.Groups[1].Value;

    /// <summary>The callback parameters that placeholders name: <c>{callback.NAME}</c>.</summary>
    public static IEnumerable<string> CallbackParameters(IEnumerable<string> templates) =>
        from name in templates.SelectMany(Names)
        where name.StartsWith(CallbackPrefix, StringComparison.Ordinal)
        select name[CallbackPrefix.Length..];

    private static bool TryFill(string template, Func<string, string?> find, out string filled)
    {
        var isWhole = true;
        filled = Placeholder().Replace(template, match =>
        {
            var value = find(match.Groups[1].Value) ?? "";
            isWhole &= value.Length > 0;
            return value;
        });
        return isWhole;
    }

    [GeneratedRegex(@"\{([\w.-]+)\}")]
    private static partial Regex Placeholder();
}
