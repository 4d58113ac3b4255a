using OAuthClient.Http;

namespace OAuthClient.Extensions;

/// <summary>The tokens that the calls of a factory client get: of users, or of the program. Immutable.</summary>
internal abstract class ClientTokens
{
    /// <summary>Throws when the dance has no such tokens.</summary>
    /// <exception cref="InvalidOperationException">The provider lacks a value; the message names it.</exception>
    public abstract void Check(OAuthDance dance);

    /// <summary>
    /// Adds the handlers that name or refuse a call's user to those of a client, of which the first one is the
    /// outermost.
    /// </summary>
    public abstract void AddTo(IList<DelegatingHandler> handlers, string dance, IServiceProvider services);

    /// <summary>Creates the innermost handler, which attaches the tokens.</summary>
    public abstract OAuthHandler CreateHandler(OAuthDance dance);
}
