using OAuthClient.Discovery;
using OAuthClient.OAuth2;

namespace OAuthClient.Extensions;

/// <summary>How a dance is set up in a host. Every part may be left out.</summary>
/// <remarks>Set it at start-up. Later changes have no effect.</remarks>
public class OAuthHostOptions
{
    /// <summary>The provider.</summary>
    /// <value>The default is the provider that the dance was added with.</value>
    public OAuthProvider? Provider { get; set; }

    /// <summary>The issuer of a dance whose provider is discovered.</summary>
    /// <value>
    /// The default is the issuer that the dance was added with, or else <c>OAuth:{name}:Issuer</c> of the
    /// configuration.
    /// </value>
    public string? Issuer { get; set; }

    /// <summary>The rules of the discovery, for a dance whose provider is discovered.</summary>
    /// <value>The default is those of <see cref="DiscoveryOptions"/>.</value>
    public DiscoveryOptions? Discovery { get; set; }

    /// <summary>
    /// Completes the provider that was discovered with what no document says, such as
    /// <c>found => found with { ApiBaseUrl = "https://api.bank.example" }</c>.
    /// </summary>
    /// <remarks>
    /// It is called for each document, and once when the host starts: then with a stand-in, whose endpoints are at the
    /// issuer's address, so that a mistake shows.
    /// </remarks>
    /// <value>The default is null: the provider is used as it was found.</value>
    public Func<OAuth2Provider, OAuth2Provider>? CompleteProvider { get; set; }

    /// <summary>The redirect URI, as registered with the provider.</summary>
    /// <value>
    /// The default is <c>OAuth:{name}:RedirectUri</c> of the configuration. Without one the dance has no logins, and
    /// its sessions use the tokens of its store.
    /// </value>
    public string? RedirectUri { get; set; }

    /// <summary>The options of the dance.</summary>
    /// <remarks>
    /// Stores, signals and clock that are not set here come from the application's services, if they are registered.
    /// </remarks>
    public OAuthDanceOptions Dance { get; set; } = new();

    /// <summary>Gets the current user, for calls through a client of the factory that name no user.</summary>
    /// <remarks>
    /// It is called for each call: with the services of the request in a web application, and with those of a scope of
    /// its own elsewhere.
    /// </remarks>
    /// <value>
    /// The default is no user; in a web application, the user who is logged in to it. A program with one user sets
    /// <c>_ => OAuthUser.TheOnlyOne</c>.
    /// </value>
    public Func<IServiceProvider, OAuthUser>? CurrentUser { get; set; }

    /// <summary>The options of the dance's entries in the host's log.</summary>
    /// <value>The default is no transcript, and fingerprints instead of users' ids.</value>
    public OAuthLogOptions Log { get; set; } = new();

    internal Func<IServiceProvider, ITokenStore>? TokenStore { get; set; }

    internal Func<IServiceProvider, IPendingDanceStore>? PendingDanceStore { get; set; }

    /// <summary>Takes the token store from the services, by its own type.</summary>
    /// <remarks>The host does not start when the type is not registered.</remarks>
    /// <typeparam name="TStore">The type under which the store is registered as a singleton.</typeparam>
    /// <returns>The options.</returns>
    public OAuthHostOptions UseTokenStore<TStore>() where TStore : ITokenStore
    {
        TokenStore = static services => DanceStores.Find<TStore>(services);
        return this;
    }

    /// <summary>Takes the store of pending dances from the services, by its own type.</summary>
    /// <remarks>The host does not start when the type is not registered.</remarks>
    /// <typeparam name="TStore">The type under which the store is registered as a singleton.</typeparam>
    /// <returns>The options.</returns>
    public OAuthHostOptions UsePendingDanceStore<TStore>() where TStore : IPendingDanceStore
    {
        PendingDanceStore = static services => DanceStores.Find<TStore>(services);
        return this;
    }

    /// <summary>Copies what is set here to the options of a host.</summary>
    /// <param name="other">The options of the host.</param>
    protected void CopyTo(OAuthHostOptions other)
    {
        ArgumentNullException.ThrowIfNull(other);
        other.Provider = Provider ?? other.Provider;
        other.Issuer = Issuer ?? other.Issuer;
        other.Discovery = Discovery;
        other.CompleteProvider = CompleteProvider;
        other.RedirectUri = RedirectUri;
        other.Dance = Dance;
        other.CurrentUser = CurrentUser;
        other.Log = Log;
        other.TokenStore = TokenStore;
        other.PendingDanceStore = PendingDanceStore;
    }
}
