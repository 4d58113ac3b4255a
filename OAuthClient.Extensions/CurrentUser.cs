using Microsoft.Extensions.DependencyInjection;

namespace OAuthClient.Extensions;

/// <summary>
/// Gets the current user by the host's delegate, with the services of the request or of a scope for one call: a service
/// of the whole application would keep the first user for ever.
/// </summary>
internal sealed class CurrentUser(IServiceProvider services, Func<IServiceProvider, OAuthUser> find)
{
    public async ValueTask<OAuthUser> FindAsync()
    {
        if (services.GetService<IRequestServices>()?.Current is { } request)
            return find(request);
        var scope = services.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
            return find(scope.ServiceProvider);
    }
}
