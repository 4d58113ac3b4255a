namespace OAuthClient;

/// <summary>Your user, by your own key: the owner of a token.</summary>
/// <remarks>
/// The default is <see cref="Unknown"/>, for a login that is to tell who the user is. Then a receiver of
/// <c>oauth_authorized</c> must say for whom to store.
/// </remarks>
/// <param name="Id">Your key for the user.</param>
public readonly record struct OAuthUser(string Id)
{
    /// <summary>No user yet: the login will tell.</summary>
    public static OAuthUser Unknown => default;

    /// <summary>The only user of a program that has just one, such as a console tool.</summary>
    /// <remarks>Never use it where two people log in.</remarks>
    public static OAuthUser TheOnlyOne { get; } = new("(the only user)");

    /// <summary>Whether the user is known.</summary>
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
        if (!string.IsNullOrWhiteSpace(id))
            return new(id);
        throw new ArgumentException(
            "A user needs a key. If the login is to tell who it is, say OAuthUser.Unknown; "
            + "if there is just one user, OAuthUser.TheOnlyOne.",
            nameof(id));
    }

    /// <inheritdoc/>
    public override string ToString() => IsKnown ? Id : "(unknown)";
}
