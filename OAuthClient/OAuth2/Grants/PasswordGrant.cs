namespace OAuthClient.OAuth2.Grants;

/// <summary>
/// The password grant (RFC 6749 section 4.3), which RFC 9700 section 2.4 forbids: for an old server that has nothing
/// else. Immutable; prints without the password.
/// </summary>
/// <remarks>
/// The program sees the user's password, which OAuth is there to prevent: the provider's value must allow it with
/// <see cref="Insecure.PasswordLogin"/>. The library keeps no password.
/// </remarks>
[Obsolete(
    "RFC 9700 section 2.4: the password grant must not be used. Let the user log in with BeginAsync or a DeviceGrant.",
    DiagnosticId = "OAUTH0001")]
public sealed class PasswordGrant : OAuth2Grant
{
    private readonly string _userName;
    private readonly Secret _password;

    /// <summary>Creates the grant for one login.</summary>
    /// <param name="userName">The user's name at the provider.</param>
    /// <param name="password">The user's password.</param>
    /// <exception cref="ArgumentException">The user name is empty.</exception>
    public PasswordGrant(string userName, Secret password)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(userName);
        _userName = userName;
        _password = password;
    }

    /// <inheritdoc/>
    public override string GrantType => "password";

    /// <inheritdoc/>
    public override void Check(OAuth2Provider provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        if (provider.Allow.HasFlag(Insecure.PasswordLogin))
            return;
        throw new InvalidOperationException(
            $"With this grant the user's password at '{provider.Name}' passes through the program. "
            + "To use it all the same, allow it by name: Allow = Insecure.PasswordLogin.");
    }

    /// <inheritdoc/>
    public override ValueTask<OAuthToken> RequestAsync(GrantContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var request = context.CreateRequest();
        request.Add("username", _userName);
        request.Add("password", _password);
        return context.SendAsync(request, cancellationToken);
    }
}
