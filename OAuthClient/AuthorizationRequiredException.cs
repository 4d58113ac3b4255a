namespace OAuthClient;

/// <summary>
/// There is no token that could be used: the user never logged in, signed out, or the provider ended the login. The one way on is a new login:
/// <see cref="BeginAsync"/>.
/// </summary>
public sealed class AuthorizationRequiredException : OAuthException
{
    private const string Hint = "Send the user through BeginAsync and FinishAsync.";

    private AuthorizationRequiredException(OAuthDance dance, TokenKey key, OAuthError error) : base(OAuthOutcomeKind.Failed, error) => (Dance, User, Account) = (dance, key.User, key.Account);

    /// <summary>The dance to begin.</summary>
    public OAuthDance Dance { get; }

    /// <summary>Who has to log in.</summary>
    public OAuthUser User { get; }

    /// <summary>With which account.</summary>
    public string Account { get; }

    /// <summary>Begins the login: <see cref="OAuthDance.BeginAsync"/> for this user.</summary>
    /// <param name="begin">What else the host knows: the browser's key, where to return to.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What to show.</returns>
    public ValueTask<OAuthLogin> BeginAsync(OAuthBeginOptions? begin = null, CancellationToken cancellationToken = default) => Dance.BeginAsync(User, begin, cancellationToken);

    internal static AuthorizationRequiredException NoToken(OAuthDance dance, TokenKey key) =>
        new(dance, key, new(OAuthErrorCode.AuthorizationRequired, $"There is no token of '{dance.Provider.Name}' for this user.") { Hint = Hint });

    internal static AuthorizationRequiredException Expired(OAuthDance dance, TokenKey key) =>
        new(dance, key, new(OAuthErrorCode.AuthorizationRequired, $"The token of '{dance.Provider.Name}' has ended, and it came without a refresh token.") { Hint = Hint });

    internal static AuthorizationRequiredException RefreshRejected(OAuthDance dance, TokenKey key, OAuthError refusal) =>
        new(dance, key, refusal with { Code = OAuthErrorCode.RefreshRejected, Message = $"'{dance.Provider.Name}' ended the login: it no longer takes the refresh token.", Hint = Hint });
}
