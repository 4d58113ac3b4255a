namespace OAuthClient;

/// <summary>Names the user of one call, for a client that all users share.</summary>
/// <remarks>
/// The name stays in <see cref="HttpRequestMessage.Options"/> and is not sent. It has no effect on a call that no
/// <see cref="Http.OAuthHandler"/> of a dance sends.
/// </remarks>
public static class OAuthRequestUser
{
    private static readonly HttpRequestOptionsKey<Owner> Key = new("OAuthClient.User");

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
        request.Options.Set(Key, new(user, account));
        return request;
    }

    /// <summary>Makes the session of the user whom a call names, or else of the host's current user.</summary>
    internal static OAuthSession FindSession(
        HttpRequestMessage request, OAuthDance dance, Func<HttpRequestMessage, OAuthUser>? findUser)
    {
        if (request.Options.TryGetValue(Key, out var owner))
            return dance.Session(owner.User, owner.Account);
        var user = findUser?.Invoke(request) ?? OAuthUser.Unknown;
        return user.IsKnown ? dance.Session(user) : throw new InvalidOperationException(
            $"A call with a token of '{dance.Provider.Name}' names no user, and there is no current one. "
            + "Name the user: request.ForUser(\"user-42\").");
    }

    private sealed record Owner(OAuthUser User, string Account);
}
