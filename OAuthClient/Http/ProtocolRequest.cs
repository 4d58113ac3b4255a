using OAuthClient.Internal;

namespace OAuthClient.Http;

/// <summary>A request to an endpoint of the protocol. It holds secrets, and prints none.</summary>
/// <param name="Endpoint">The name of the endpoint, one of <see cref="EndpointNames"/>.</param>
/// <param name="Url">The address, with its query.</param>
internal sealed record ProtocolRequest(string Endpoint, string Url)
{
    /// <summary>The body; null for a request without one.</summary>
    public string? Body { get; init; }

    public string ContentType { get; init; } = UrlForm.ContentType;

    public IEnumerable<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>The secrets of the request, which no transcript may show.</summary>
    public IReadOnlyList<Secret> Secrets { get; init; } = [];

    /// <summary>The address without its query.</summary>
    public string Address => Url.Split('?')[0];

    /// <summary>The method: GET without a body and POST with one, unless it is set.</summary>
    public HttpMethod Method
    {
        get => field ?? (Body is null ? HttpMethod.Get : HttpMethod.Post);
        init;
    }

    public override string ToString() => $"{Method} {Address}";
}
