using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace OAuthClient.AspNetCore.Scheme;

/// <summary>
/// Makes the dances of all schemes before the server listens, so that a mistake in one keeps the application from
/// starting.
/// </summary>
internal sealed class SchemeStartup(
    IEnumerable<SchemeRegistration> schemes, EndpointDataSource source, IServiceProvider services) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => application =>
    {
        next(application);
        var addresses = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, address) in schemes.SelectMany(FindAddresses))
            CheckAddress(addresses, name, address);
    };

    private IEnumerable<(string Name, string Address)> FindAddresses(SchemeRegistration scheme)
    {
        var paths = services.GetRequiredKeyedService<SchemeDance>(scheme.Name).Web.Paths;
        return [(scheme.Name, paths.BeginRoute), (scheme.Name, paths.FinishRoute)];
    }

    // A scheme answers before routing, so it would hide an endpoint at its address.
    private void CheckAddress(Dictionary<string, string> addresses, string name, string address)
    {
        var hidden = source.Endpoints.OfType<RouteEndpoint>().FirstOrDefault(endpoint => IsAt(endpoint, address));
        var other = addresses.GetValueOrDefault(address) ?? hidden?.DisplayName;
        addresses[address] = $"the scheme '{name}'";
        if (other is null)
            return;
        throw new InvalidOperationException(
            $"The scheme '{name}' answers at {address}, and no request could reach {other} there. Set LoginPath in "
            + "AddOAuthSignals for another path where its login begins, or RedirectUri for its callback.");
    }

    private static bool IsAt(RouteEndpoint endpoint, string address) =>
        endpoint.Metadata.GetMetadata<IHostMetadata>() is null
        && string.Equals(
            endpoint.RoutePattern.RawText?.Trim('/'), address.Trim('/'), StringComparison.OrdinalIgnoreCase);
}
