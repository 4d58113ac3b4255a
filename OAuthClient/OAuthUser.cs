namespace OAuthClient;

/// <summary>A user of your application, by your own key: the owner of a token.</summary>
/// <remarks>
/// The default is <see cref="Unknown"/>, for a login that is to find out who the user is. A receiver of
/// <c>oauth_authorized</c> must then name the user to store the token for.
/// </remarks>
/// <param name="Id">Your key for the user.</param>
public readonly record struct OAuthUser(string Id)
{
    /// <summary>No user: the login is to find out who the user is.</summary>
    public static OAuthUser Unknown => default;

    /// <summary>The only user of a program that has just one, such as a console tool.</summary>
    /// <remarks>Never use it where two people log in.</remarks>
    public static OAuthUser TheOnlyOne { get; } = new("(the only user)");

    /// <summary>Whether the user has a key, and is not <see cref="Unknown"/>.</summary>
    public bool IsKnown => !string.IsNullOrEmpty(Id);

    /// <summary>Makes a user from your key.</summary>
    /// <param name="id">The key; not empty.</param>
    public static implicit operator OAuthUser(string id) => FromString(id);

    /// <summary>Makes a user from your key.</summary>
    /// <param name="id">The key; not empty.</param>
    /// <returns>The user.</returns>
    /// <exception cref="ArgumentException">
    /// The key is empty: use <see cref="Unknown"/> if the user is not known.
    /// </exception>
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
