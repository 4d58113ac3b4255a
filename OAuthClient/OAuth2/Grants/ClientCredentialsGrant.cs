namespace OAuthClient.OAuth2.Grants;

/// <summary>
/// The client credentials grant (RFC 6749 section 4.4): the program itself gets a token, for what belongs to it.
/// Immutable.
/// </summary>
/// <remarks>
/// <see cref="OAuthDance.ApplicationSession(IReadOnlyList{string}?)"/> uses it by default. The client needs a secret or
/// another client authentication.
/// </remarks>
public sealed class ClientCredentialsGrant : OAuth2Grant
{
    /// <inheritdoc/>
    public override string GrantType => "client_credentials";

    /// <inheritdoc/>
    public override bool CanRepeat => true;

    /// <inheritdoc/>
    public override void Check(OAuth2Provider provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        // RFC 6749 section 4.4: only confidential clients may use the grant.
        if (provider.Authentication == ClientAuthentication.None)
        {
            throw new InvalidOperationException(
                $"The program cannot log in at '{provider.Name}' as itself: its value has no ClientSecret and no "
                + "ClientAuthentication. Set ClientSecret to what the provider gave you.");
        }
    }

    /// <inheritdoc/>
    public override ValueTask<OAuthToken> RequestAsync(GrantContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.SendAsync(context.CreateRequest(), cancellationToken);
    }
}
