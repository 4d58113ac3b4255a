using System.Text.Json.Nodes;

namespace OAuthClient.Http;

/// <summary>A request's parameters as a JSON object, for endpoints that take no forms.</summary>
internal static class JsonBody
{
    public const string Type = "application/json";

    public static string Of(IEnumerable<(string Name, string Value)> parameters) =>
        new JsonObject(parameters.Select(parameter => KeyValuePair.Create(parameter.Name, (JsonNode?)JsonValue.Create(parameter.Value)))).ToJsonString();
}
