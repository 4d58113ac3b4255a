using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using OAuthClient.OAuth1;
using OAuthClient.OAuth2;

namespace OAuthClient.Tests.Presets;

/// <summary>
/// Flattens a provider value, or a preset's JSON, to a dictionary of texts that can be compared. The dictionary's keys
/// are names such as <c>quirks.token_scheme</c> and <c>api_headers.accept</c>.
/// </summary>
internal static partial class PresetFields
{
    private static readonly string[] DocumentationMembers =
    [
        "title", "protocol", "source", "sources", "notes", "options",
    ];

    private static readonly Dictionary<string, string> FieldNames = new()
    {
        ["scopes"] = "scope",
        ["code_challenge_methods"] = "code_challenge_methods_supported",
        ["client_authentication"] = "token_endpoint_auth_method",
    };

    private static readonly LiveTokenRequest EmptyRequest = new("", new Dictionary<string, string>());

    private static readonly OAuth2Provider EmptyOAuth2 = new()
    {
        Name = "",
        AuthorizationEndpoint = "",
        TokenEndpoint = "",
        Refresh = new() { LiveToken = EmptyRequest },
        LongLivedToken = EmptyRequest,
    };

    /// <summary>Gets the fields in which a provider value differs from an empty provider value.</summary>
    public static SortedDictionary<string, string> Flatten(OAuthProvider provider)
    {
        OAuthProvider empty = provider is OAuth1Provider ? new OAuth1Provider { Name = "" } : EmptyOAuth2;
        var emptyFields = FlattenMembers(empty, "");
        return SortByName(FlattenMembers(provider, "")
            .Where(field => field.Key != "name" && emptyFields.GetValueOrDefault(field.Key) != field.Value));
    }

    /// <summary>Gets the fields of a preset or an option in the presets' file, with the placeholders filled.</summary>
    public static SortedDictionary<string, string> Flatten(JsonElement json, IReadOnlyDictionary<string, string> values)
    {
        return SortByName(
            from member in json.EnumerateObject()
            where !DocumentationMembers.Contains(member.Name)
            from field in FlattenMembers(member.Value, member.Name)
            select KeyValuePair.Create(field.Key, Fill(field.Value)));

        string Fill(string text) => OptionPlaceholder()
            .Replace(text, found => values.GetValueOrDefault(found.Groups[1].Value, found.Value));
    }

    public static string ToSnakeCase(string name) => InnerCapitalLetter().Replace(name, "_$0").ToLowerInvariant();

    private static string Write(ExpiredTokenAnswer answer) => $"{answer.Status} {answer.Text}".TrimEnd();

    private static Dictionary<string, string> FlattenMembers(object value, string prefix) => new(
        from property in value.GetType().GetProperties()
        where property.Name is not (nameof(OAuthProvider.ClientId) or nameof(OAuthProvider.ClientSecret))
            && property.Name is not nameof(OAuthProvider.Title)
            && property.GetMethod is { IsStatic: false }
        let name = prefix + (FieldNames.GetValueOrDefault(ToSnakeCase(property.Name)) ?? ToSnakeCase(property.Name))
        from field in property.GetValue(value) switch
        {
            null => [],
            OAuth2Quirks or OAuth1Quirks or RefreshRules or LiveTokenRequest =>
                FlattenMembers(property.GetValue(value)!, $"{name}."),
            SignatureMethod method => [KeyValuePair.Create(name, method.Name)],
            IReadOnlyDictionary<string, string> map =>
                map.Select(pair => KeyValuePair.Create($"{name}.{pair.Key.ToLowerInvariant()}", pair.Value)),
            string text => [KeyValuePair.Create(name, text)],
            TimeSpan time => [KeyValuePair.Create(name, time.TotalSeconds.ToString(CultureInfo.InvariantCulture))],
            IEnumerable<ExpiredTokenAnswer> answers =>
                [KeyValuePair.Create(name, string.Join(' ', answers.Select(Write)))],
            IEnumerable list => [KeyValuePair.Create(name, string.Join(' ', list.Cast<object>()))],
            Insecure allow => [KeyValuePair.Create(name, $"Insecure.{allow}")],
            Enum word => [KeyValuePair.Create(name, ToSnakeCase(word.ToString()))],
            var other => [KeyValuePair.Create(name, other.ToString()!.ToLowerInvariant())],
        }
        select field);

    private static IEnumerable<KeyValuePair<string, string>> FlattenMembers(JsonElement json, string name) =>
        json.ValueKind switch
        {
            JsonValueKind.Object =>
                from member in json.EnumerateObject()
                let memberName = name == "quirks" ? member.Name : member.Name.ToLowerInvariant()
                from field in FlattenMembers(member.Value, $"{name}.{memberName}")
                select field,
            JsonValueKind.Array => [KeyValuePair.Create(name, string.Join(' ', json.EnumerateArray()))],
            JsonValueKind.String => [KeyValuePair.Create(name, json.GetString()!)],
            _ => [KeyValuePair.Create(name, json.GetRawText())],
        };

    private static SortedDictionary<string, string> SortByName(IEnumerable<KeyValuePair<string, string>> fields) =>
        new(fields.ToDictionary(), StringComparer.Ordinal);

    [GeneratedRegex("(?<=.)[A-Z]")]
    private static partial Regex InnerCapitalLetter();

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex OptionPlaceholder();
}
