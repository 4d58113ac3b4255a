namespace OAuthClient;

/// <summary>
/// Whose token it is: your user, by your own key. The default is <see cref="Unknown"/>, for a login that is to tell who it is; then
/// a receiver of <c>oauth_authorized</c> must say for whom to store.
/// </summary>
/// <param name="Id">Your key for the user.</param>
public readonly record struct OAuthUser(string Id)
{
    /// <summary>Nobody yet: the login will tell.</summary>
    public static OAuthUser Unknown => default;

    /// <summary>The one and only user of a program that has just one, such as a console tool. Never use it where two people log in.</summary>
    public static OAuthUser TheOnlyOne { get; } = new("(the only user)");

    /// <summary>Whether it is somebody.</summary>
    public bool IsKnown => !string.IsNullOrEmpty(Id);

    /// <summary>Takes your key for the user.</summary>
    /// <param name="id">The key; not empty.</param>
    public static implicit operator OAuthUser(string id) => FromString(id);

    /// <summary>Takes your key for the user.</summary>
    /// <param name="id">The key; not empty.</param>
    /// <returns>The user.</returns>
    /// <exception cref="ArgumentException">The key is empty: say <see cref="Unknown"/> if that is meant.</exception>
    public static OAuthUser FromString(string id)
    {
        return string.IsNullOrWhiteSpace(id)
            ? throw new ArgumentException("A user needs a key. If the login is to tell who it is, say OAuthUser.Unknown; if there is just one user, OAuthUser.TheOnlyOne.", nameof(id))
            : new(id);
    }

    /// <inheritdoc/>
    public override string ToString() => IsKnown ? Id : "(unknown)";
}
