using OAuthClient.Internal;

namespace OAuthClient;

/// <summary>
/// A way to a token without a callback: <see cref="OAuthDance.GrantAsync"/> requests the token. Immutable and
/// thread-safe.
/// </summary>
public abstract class OAuthGrant
{
    private protected OAuthGrant() { }

    /// <summary>The name of the grant, for messages.</summary>
    public abstract string Name { get; }

    /// <summary>Shows the name of the grant, and no secret.</summary>
    /// <returns>For example <c>xAuth</c>.</returns>
    public sealed override string ToString() => Name;

    /// <summary>Throws when the provider's value does not allow the grant.</summary>
    internal abstract void ThrowIfUnusable(OAuthProvider provider);

    /// <summary>Requests the token.</summary>
    internal abstract ValueTask<OAuthToken> RequestAsync(OAuthProtocol protocol, CancellationToken cancellationToken);
}
