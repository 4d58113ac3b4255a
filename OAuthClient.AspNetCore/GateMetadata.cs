using Microsoft.AspNetCore.Http;

namespace OAuthClient.AspNetCore;

/// <summary>Marks an endpoint that <see cref="OAuthEndpoints.RequireOAuth"/> was put on.</summary>
/// <param name="Name">The provider's name.</param>
internal sealed record GateMetadata(string Name)
{
    /// <summary>The names of the dances whose tokens an endpoint requires.</summary>
    public static IEnumerable<string> NamesOf(Endpoint endpoint) =>
        endpoint.Metadata.GetOrderedMetadata<GateMetadata>().Select(gate => gate.Name);
}
