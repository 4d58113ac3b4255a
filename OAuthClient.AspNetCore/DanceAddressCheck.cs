using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace OAuthClient.AspNetCore;

/// <summary>Finds dances with the same address: routing could not choose between their endpoints.</summary>
internal static class DanceAddressCheck
{
    /// <exception cref="InvalidOperationException">Two dances have the same address.</exception>
    public static void Check(IEnumerable<Endpoint> endpoints)
    {
        var shared = endpoints
            .OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<DanceEndpointMetadata>() is not null)
            .GroupBy(AddressOf, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(same => same.Count() > 1);
        if (shared is null)
            return;
        var names = shared.Select(
            endpoint => $"'{endpoint.Metadata.GetRequiredMetadata<DanceEndpointMetadata>().Name}'");
        throw new InvalidOperationException(
            $"No request could reach {string.Join(" and ", names)} at {shared.Key}: the address is the same, and "
            + "routing does not look at case. Give each a redirect URI of its own, with RedirectUri of AddOAuthDance, "
            + "and a path of its own where its login begins, with the path of MapOAuthDance.");
    }

    // An endpoint that is bound to a host by RequireHost is no other's double.
    private static string AddressOf(RouteEndpoint endpoint)
    {
        var hosts = endpoint.Metadata.GetMetadata<IHostMetadata>()?.Hosts ?? [];
        return $"{string.Join(',', hosts)}/{endpoint.RoutePattern.RawText?.Trim('/')}";
    }
}
