using OAuthClient.Internal;

namespace OAuthClient;

/// <summary>
/// A way to a token without a callback. <see cref="OAuthDance.GrantAsync"/> logs a user in with it;
/// <see cref="OAuthDance.ApplicationSession(OAuthGrant, string)"/> calls the API as the program itself. Immutable and
/// thread-safe.
/// </summary>
/// <remarks>For a grant of your own, derive a class from <see cref="OAuth2.OAuth2Grant"/>.</remarks>
public abstract class OAuthGrant
{
    private protected OAuthGrant() { }

    /// <summary>The name of the grant, for messages.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Whether the grant can be requested again and again without a user, so that it renews its token.
    /// </summary>
    /// <value>The default is false.</value>
    public virtual bool CanRepeat => false;

    /// <summary>Shows the name of the grant, and no secret.</summary>
    /// <returns>For example <c>xAuth</c>.</returns>
    public sealed override string ToString() => Name;

    /// <summary>Throws when the provider's value does not allow the grant.</summary>
    internal abstract void ThrowIfUnusable(OAuthProvider provider);

    /// <summary>Requests the token.</summary>
    internal abstract ValueTask<LoginGrant> RequestAsync(OAuthProtocol protocol, CancellationToken cancellationToken);
}
