using System.Net;
using System.Text.Json.Nodes;

namespace OAuthClient.Testing;

/// <summary>The metadata of a provider that lies, or that sends no document.</summary>
internal static class MisbehavingMetadata
{
    private const string Json = "application/json";
    private const int Depth = 10_000;

    /// <returns>The wrong answer; null when there is a document, perhaps with a lie in it.</returns>
    public static HttpResponseMessage? Answer(PretendProvider provider, PretendRequest request) =>
        provider.Misbehave switch
        {
            // The address that is redirected to serves the document, so that a client that follows is noticed.
            Misbehavior.MetadataRedirects when request["moved"] is null => Responses.Redirect(
                WireFormat.WithQuery(request.Url, ("moved", "1")), HttpStatusCode.Found),
            Misbehavior.MetadataEndless => Stream(new EndlessJsonStream()),
            Misbehavior.MetadataDrips => Stream(new DrippingStream()),
            Misbehavior.MetadataMalformed => Text($$"""{"issuer":"{{provider.Issuer}}","token_end"""),
            Misbehavior.MetadataArray => Text($"[{MetadataDocument.Create(provider).ToJsonString()}]"),
            Misbehavior.MetadataDeep => Text(Append(provider, "deep", Nest())),
            Misbehavior.MetadataRepeatsMember => Text(
                Append(provider, "token_endpoint", "\"https://elsewhere.example/token\"")),
            Misbehavior.MetadataHtml => Responses.Html("<h1>Please log in</h1>"),
            _ => null,
        };

    /// <summary>Puts a lie into the document.</summary>
    public static void Change(PretendProvider provider, JsonObject document)
    {
        switch (provider.Misbehave)
        {
            case Misbehavior.MetadataWrongIssuer:
                document["issuer"] = "https://another.example";
                break;
            case Misbehavior.MetadataIssuerSlash:
                document["issuer"] = $"{provider.Issuer}/";
                break;
            case Misbehavior.MetadataEndpointsElsewhere:
                MoveEndpoints(document, provider.BaseUrl, "https://elsewhere.example");
                break;
            case Misbehavior.MetadataHttpEndpoints:
                MoveEndpoints(document, provider.BaseUrl, "http://pretend.example");
                break;
            case Misbehavior.MetadataPrivateEndpoints:
                MoveEndpoints(document, provider.BaseUrl, "https://10.0.0.1");
                break;
            case Misbehavior.MetadataWrongTypes:
                document["token_endpoint"] = 42;
                break;
            case Misbehavior.MetadataNoTokenEndpoint:
                document.Remove("token_endpoint");
                break;
        }
    }

    private static void MoveEndpoints(JsonObject document, string from, string to)
    {
        string[] names = [.. document.Select(member => member.Key).Where(name => name is not "issuer")];
        foreach (var name in names)
        {
            if (document[name] is JsonValue value && value.TryGetValue<string>(out var url))
                document[name] = url.Replace(from, to, StringComparison.Ordinal);
        }
    }

    private static string Append(PretendProvider provider, string name, string json) =>
        $"{MetadataDocument.Create(provider).ToJsonString().TrimEnd('}')},\"{name}\":{json}}}";

    private static string Nest() => new string('[', Depth) + new string(']', Depth);

    private static HttpResponseMessage Text(string json) => Responses.Text(HttpStatusCode.OK, Json, json);

    private static HttpResponseMessage Stream(Stream body) =>
        new(HttpStatusCode.OK) { Content = new StreamContent(body) { Headers = { ContentType = new(Json) } } };
}
