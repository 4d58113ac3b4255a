namespace OAuthClient;

/// <summary>
/// The user has no usable token: the user never logged in or has signed out, or the provider ended the login. Only a
/// new login helps: <see cref="BeginAsync"/>.
/// </summary>
public sealed class AuthorizationRequiredException : OAuthException
{
    private const string Hint = "Send the user through BeginAsync and FinishAsync.";

    private AuthorizationRequiredException(OAuthDance dance, TokenKey key, OAuthError error)
        : base(OAuthOutcomeKind.Failed, error)
    {
        Dance = dance;
        User = key.User;
        Account = key.Account;
    }

    /// <summary>The dance with the provider that the user has to log in to.</summary>
    public OAuthDance Dance { get; }

    /// <summary>The user who has to log in.</summary>
    public OAuthUser User { get; }

    /// <summary>The user's account at the provider.</summary>
    public string Account { get; }

    /// <summary>Begins the login: <see cref="OAuthDance.BeginAsync"/> for this user.</summary>
    /// <param name="options">The browser key, the return URL, and further facts that the host knows.</param>
    /// <param name="cancellationToken">Cancels the whole call; the login is then not begun.</param>
    /// <returns>The response to show to the user, and the browser key to keep in a cookie.</returns>
    public ValueTask<OAuthLogin> BeginAsync(
        OAuthBeginOptions? options = null, CancellationToken cancellationToken = default) =>
        Dance.BeginAsync(User, options, cancellationToken);

    internal static AuthorizationRequiredException NoToken(OAuthDance dance, TokenKey key)
    {
        var message = $"There is no token of '{dance.Provider.Name}' for this user.";
        return new(dance, key, new(OAuthErrorCode.AuthorizationRequired, message) { Hint = Hint });
    }

    internal static AuthorizationRequiredException Expired(OAuthDance dance, TokenKey key)
    {
        var message = $"The token of '{dance.Provider.Name}' has ended, and it came without a refresh token.";
        return new(dance, key, new(OAuthErrorCode.AuthorizationRequired, message) { Hint = Hint });
    }

    // The provider refused the refresh token without saying why, so the token stays: a wrong client secret looks the
    // same.
    internal static AuthorizationRequiredException RefreshRefused(
        OAuthDance dance, TokenKey key, OAuthError refusal) =>
        new(dance, key, refusal with
        {
            Code = OAuthErrorCode.RefreshRefused,
            Message = $"The token of '{dance.Provider.Name}' has ended, and the provider refused to refresh it.",
            Hint = $"{Hint} If logins fail too: {refusal.Hint}",
        });

    internal static AuthorizationRequiredException RefreshRejected(
        OAuthDance dance, TokenKey key, OAuthError refusal) =>
        new(dance, key, refusal with
        {
            Code = OAuthErrorCode.RefreshRejected,
            Message = $"'{dance.Provider.Name}' ended the login: it no longer takes the refresh token.",
            Hint = Hint,
        });
}
