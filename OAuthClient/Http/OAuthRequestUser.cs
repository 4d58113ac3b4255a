using OAuthClient.Internal;

namespace OAuthClient;

/// <summary>Names the user of one call, for a client that all users share.</summary>
/// <remarks>
/// The name stays in <see cref="HttpRequestMessage.Options"/> and is not sent. It has no effect on a call that no
/// <see cref="Http.OAuthHandler"/> of a dance sends.
/// </remarks>
public static class OAuthRequestUser
{
    private static readonly HttpRequestOptionsKey<string> UserKey = new("OAuthClient.User");
    private static readonly HttpRequestOptionsKey<string> AccountKey = new("OAuthClient.Account");

    /// <summary>Names the user whose token the call gets.</summary>
    /// <param name="request">The call.</param>
    /// <param name="user">The user; not <see cref="OAuthUser.Unknown"/>.</param>
    /// <param name="account">The user's account at the provider; by default the user's only account.</param>
    /// <returns>The call.</returns>
    /// <exception cref="ArgumentException">The user is <see cref="OAuthUser.Unknown"/>.</exception>
    public static HttpRequestMessage ForUser(
        this HttpRequestMessage request, OAuthUser user, string account = TokenKey.DefaultAccount)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!user.IsKnown)
            throw new ArgumentException("A call needs a user whose token it gets; this user is unknown.", nameof(user));
        request.Options.Set(UserKey, user.Id);
        if (account != TokenKey.DefaultAccount || request.Options.TryGetValue(AccountKey, out _))
            request.Options.Set(AccountKey, account);
        return request;
    }

    /// <summary>Gets the user whom a call names.</summary>
    /// <param name="request">The call.</param>
    /// <param name="user">The user; <see cref="OAuthUser.Unknown"/> when the call names none.</param>
    /// <param name="account">The user's account at the provider.</param>
    /// <returns>Whether the call names a user.</returns>
    public static bool TryGetUser(this HttpRequestMessage request, out OAuthUser user, out string account)
    {
        ArgumentNullException.ThrowIfNull(request);
        user = request.Options.TryGetValue(UserKey, out var id) ? new(id) : OAuthUser.Unknown;
        account = request.Options.TryGetValue(AccountKey, out var named) ? named : TokenKey.DefaultAccount;
        return user.IsKnown;
    }

    /// <summary>The authorization by the user whom a call names, or else by the host's current user.</summary>
    internal static ApiAuthorization Authorize(
        HttpRequestMessage request, OAuthDance dance, Func<HttpRequestMessage, OAuthUser>? findUser)
    {
        if (!TryGetUser(request, out var user, out var account))
            user = findUser?.Invoke(request) ?? OAuthUser.Unknown;
        return user.IsKnown
            ? new(dance, dance.SlotOf(user, account), null)
            : throw new InvalidOperationException(
                $"A call with a token of '{dance.Provider.Name}' names no user: request.ForUser(\"user-42\"). "
                + "A handler that copies a request has to copy its Options too.");
    }
}
