using System.Text.Json.Nodes;

namespace OAuthClient.Http;

/// <summary>A request's parameters as a JSON object, for endpoints that take no forms. One that may come more than once is then a list.</summary>
internal static class JsonBody
{
    public const string ContentType = "application/json";

    public static string Encode(IEnumerable<(string Name, string Value)> parameters) =>
        new JsonObject(parameters.GroupBy(parameter => parameter.Name, parameter => parameter.Value).Select(values => KeyValuePair.Create(values.Key, ToNode([.. values])))).ToJsonString();

    private static JsonNode? ToNode(string[] values) => values is [var only] ? JsonValue.Create(only) : new JsonArray([.. values.Select(value => JsonValue.Create(value))]);
}
