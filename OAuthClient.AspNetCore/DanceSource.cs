using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OAuthClient.Extensions;

namespace OAuthClient.AspNetCore;

/// <summary>The dance of a name among the application's services. The provider may have to be discovered.</summary>
internal sealed class DanceSource(IServiceProvider services, string name)
{
    private readonly OAuthHostOptions _options =
        services.GetRequiredService<IOptionsMonitor<OAuthHostOptions>>().Get(name);

    public string Name => name;

    public bool IsDiscovered => _options.Provider is null;

    // OAuthWebOptions complete the redirect URI.
    public string RedirectUri => _options.RedirectUri!;

    public TimeProvider Time => _options.Dance.Time == TimeProvider.System
        ? services.GetService<TimeProvider>() ?? TimeProvider.System
        : _options.Dance.Time;

    /// <summary>The dance as it is now.</summary>
    /// <exception cref="InvalidOperationException">The provider has not been discovered yet.</exception>
    public OAuthDance Current => services.GetOAuthDance(name);

    /// <summary>Discovers the provider, if it has to be.</summary>
    /// <exception cref="OAuthException">The provider cannot be discovered.</exception>
    public ValueTask<OAuthDance> PrepareAsync(CancellationToken cancellationToken) =>
        services.GetOAuthDanceAsync(name, cancellationToken);
}
