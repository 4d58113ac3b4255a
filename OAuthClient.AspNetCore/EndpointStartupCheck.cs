using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;

namespace OAuthClient.AspNetCore;

/// <summary>
/// Builds the endpoints before the server listens, so that a dance mapped at the wrong path, or an endpoint that only
/// looks closed, keeps the application from starting.
/// </summary>
internal sealed class EndpointStartupCheck(EndpointDataSource source, IServiceProvider services) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => application =>
    {
        next(application);
        Check();
    };

    private void Check()
    {
        var check = new GateCheck(services);
        foreach (var endpoint in source.Endpoints)
            check.Check(endpoint);
        DanceAddressCheck.Check(source.Endpoints);
    }
}
