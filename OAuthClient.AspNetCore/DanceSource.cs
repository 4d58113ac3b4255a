using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OAuthClient.Extensions;
using OAuthClient.OAuth2;

namespace OAuthClient.AspNetCore;

/// <summary>The dance of a name among the application's services. The provider may have to be discovered.</summary>
internal sealed class DanceSource(IServiceProvider services, string name)
{
    private readonly OAuthHostOptions _options =
        services.GetRequiredService<IOptionsMonitor<OAuthHostOptions>>().Get(name);

    // The failure that the log has been told of.
    private volatile OAuthError? _failure;
    private volatile OAuthDance? _withoutLogins;

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
    /// <returns>The failure when the provider cannot be discovered; null when there is a dance.</returns>
    public async ValueTask<OAuthError?> PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            await services.GetOAuthDanceAsync(name, cancellationToken);
            _failure = null;
            return null;
        }
        catch (OAuthException failure)
        {
            // No dance can send oauth_error. The log is told once, however many requests fail.
            if (failure.Error != _failure)
                WebLog.ProviderDown(services, name, failure.Error);
            _failure = failure.Error;
            return failure.Error;
        }
    }

    /// <summary>Finds out why no login can begin with what was discovered; null when one can.</summary>
    public OAuthError? FindLoginFault()
    {
        var dance = Current;
        if (!IsDiscovered || dance.Provider is not OAuth2Provider { AuthorizationEndpoint: null })
            return null;
        var fault = new OAuthError(
            OAuthErrorCode.MetadataInvalid, "The document of the issuer has no authorization_endpoint for logins.")
        {
            Hint = "Is the issuer right? Otherwise set AuthorizationEndpoint by CompleteProvider.",
        };
        if (dance != _withoutLogins)
            WebLog.ProviderDown(services, name, fault);
        _withoutLogins = dance;
        return fault;
    }
}
