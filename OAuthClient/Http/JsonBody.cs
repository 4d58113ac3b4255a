using System.Text.Json.Nodes;

namespace OAuthClient.Http;

/// <summary>
/// The parameters of a request as a JSON object, for endpoints that accept no forms. A parameter with several values
/// becomes an array.
/// </summary>
internal static class JsonBody
{
    public const string ContentType = "application/json";

    public static string Encode(IEnumerable<(string Name, string Value)> parameters)
    {
        var members =
            from parameter in parameters
            group parameter.Value by parameter.Name into values
            select KeyValuePair.Create(values.Key, ToNode([.. values]));
        return new JsonObject(members).ToJsonString();
    }

    private static JsonNode? ToNode(string[] values) => values is [var only]
        ? JsonValue.Create(only)
        : new JsonArray([.. values.Select(value => JsonValue.Create(value))]);
}
