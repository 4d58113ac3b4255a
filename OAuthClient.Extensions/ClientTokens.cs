using OAuthClient.Http;

namespace OAuthClient.Extensions;

/// <summary>The tokens that the calls of a factory client get: of users, or of the program. Immutable.</summary>
internal abstract class ClientTokens
{
    /// <summary>Throws when the dance has no such tokens, or gives them to no call.</summary>
    /// <exception cref="InvalidOperationException">The provider lacks a value; the message names it.</exception>
    public void Check(OAuthDance dance)
    {
        CheckTokens(dance);
        ApiOriginCheck.ThrowIfNone(dance.Provider);
    }

    /// <summary>
    /// Adds the handlers that name or refuse a call's user to those of a client, of which the first one is the
    /// outermost.
    /// </summary>
    public abstract void AddTo(IList<DelegatingHandler> handlers, string dance, IServiceProvider services);

    /// <summary>Creates the innermost handler, which attaches the tokens.</summary>
    /// <exception cref="InvalidOperationException">The provider names no API.</exception>
    public OAuthHandler CreateHandler(OAuthDance dance)
    {
        // A program without a host has no start at which this shows.
        ApiOriginCheck.ThrowIfNone(dance.Provider);
        return CreateTokenHandler(dance);
    }

    protected abstract void CheckTokens(OAuthDance dance);

    protected abstract OAuthHandler CreateTokenHandler(OAuthDance dance);
}
