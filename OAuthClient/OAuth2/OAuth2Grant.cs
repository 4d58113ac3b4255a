using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>
/// A grant of OAuth 2 (RFC 6749 section 4). Derive a class from it for a grant of a provider's own: a grant type, and
/// the parameters of one request. A derived class must be immutable and thread-safe.
/// </summary>
public abstract class OAuth2Grant : OAuthGrant
{
    /// <summary>Creates the grant.</summary>
#pragma warning disable RS0022 // Only the classes for the two protocols derive from the base class.
    protected OAuth2Grant() { }
#pragma warning restore RS0022

    /// <summary>The value of <c>grant_type</c>, such as <c>client_credentials</c>.</summary>
    public abstract string GrantType { get; }

    /// <inheritdoc/>
    public override string Name => GrantType;

    /// <summary>The requested scopes (RFC 6749 section 3.3).</summary>
    /// <value>The default is empty: the scopes of the provider's value.</value>
    /// <exception cref="ArgumentException">A scope is blank.</exception>
    public IReadOnlyList<string> Scopes
    {
        get;
        init => field = Words.ThrowIfBlank(value, nameof(Scopes));
    } = [];

    /// <summary>Requests the token.</summary>
    /// <param name="context">The requests that the grant can send.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>The token, as <see cref="GrantContext.SendAsync"/> reads it.</returns>
    /// <exception cref="OAuthException">The provider gave no token.</exception>
    public abstract ValueTask<OAuthToken> RequestAsync(GrantContext context, CancellationToken cancellationToken);

    /// <summary>Throws when the provider's value lacks what the grant needs, such as an endpoint.</summary>
    /// <param name="provider">The provider.</param>
    /// <exception cref="InvalidOperationException">
    /// An endpoint or a secret is missing; the message says what to set.
    /// </exception>
    public virtual void Check(OAuth2Provider provider) { }

    internal sealed override void ThrowIfUnusable(OAuthProvider provider)
    {
        if (provider is not OAuth2Provider oauth2)
        {
            throw new InvalidOperationException(
                $"The grant '{Name}' is one of OAuth 2, and '{provider.Name}' speaks OAuth 1.");
        }
        if (oauth2.GrantTypes.Count > 0 && !oauth2.GrantTypes.Contains(GrantType))
        {
            throw new InvalidOperationException(
                $"'{provider.Name}' does not list the grant '{GrantType}': its GrantTypes are "
                + $"{string.Join(", ", oauth2.GrantTypes)}. If it takes the grant all the same, write: "
                + "provider with { GrantTypes = [] }");
        }
        Check(oauth2);
    }

    internal sealed override ValueTask<LoginGrant> RequestAsync(
        OAuthProtocol protocol, CancellationToken cancellationToken) =>
        ((OAuth2Protocol)protocol).RequestAsync(this, RenewalLease.None, cancellationToken);
}
