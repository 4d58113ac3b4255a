namespace OAuthClient.Internal;

/// <summary>The tags of a request to an endpoint of the protocol, by the conventions of OpenTelemetry.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Endpoint">The name of the endpoint, one of <see cref="EndpointNames"/>.</param>
/// <param name="Address">The address, without its query.</param>
internal sealed record RequestTags(OAuthProvider Provider, string Endpoint, string Address)
{
    public IEnumerable<(string Name, object Value)> List()
    {
        yield return ("oauth.provider", Provider.Name);
        yield return ("oauth.endpoint", Endpoint);
        if (!Uri.TryCreate(Address, UriKind.Absolute, out var url))
            yield break;
        yield return ("server.address", url.IdnHost);
        if (!url.IsDefaultPort)
            yield return ("server.port", url.Port);
    }
}
