using OAuthClient.Internal;

namespace OAuthClient.OAuth1;

/// <summary>
/// The xAuth extension of OAuth 1: exchanges the user's name and password for a token, at the provider's
/// <see cref="OAuth1Provider.TokenEndpoint"/>. Immutable; prints without the password.
/// </summary>
/// <remarks>
/// The program sees the user's password, which OAuth is there to prevent: the provider's value must allow it with
/// <see cref="Insecure.PasswordLogin"/>. The library keeps no password.
/// </remarks>
public sealed class XAuthGrant : OAuthGrant
{
    private readonly string _userName;
    private readonly Secret _password;

    /// <summary>Creates the grant for one login.</summary>
    /// <param name="userName">The user's name at the provider, often an email address.</param>
    /// <param name="password">The user's password. It may be empty at providers that have users without one.</param>
    /// <exception cref="ArgumentException">The user name is empty.</exception>
    public XAuthGrant(string userName, Secret password)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(userName);
        _userName = userName;
        _password = password;
    }

    /// <inheritdoc/>
    public override string Name => "xAuth";

    internal override void ThrowIfUnusable(OAuthProvider provider)
    {
        if (provider is not OAuth1Provider { TokenEndpoint: not null })
            throw new InvalidOperationException($"'{provider.Name}' has no xAuth: it is an OAuth 1 provider's TokenEndpoint.");
        if (provider.Allow.HasFlag(Insecure.PasswordLogin))
            return;
        throw new InvalidOperationException(
            $"With xAuth the user's password at '{provider.Name}' passes through the program. "
            + "To use it all the same, allow it by name: Allow = Insecure.PasswordLogin.");
    }

    internal override async ValueTask<LoginGrant> RequestAsync(
        OAuthProtocol protocol, CancellationToken cancellationToken)
    {
        var token = await ((OAuth1Protocol)protocol).RequestByPasswordAsync(_userName, _password, cancellationToken)
            .ConfigureAwait(false);
        return new(token, []);
    }
}
