using System.Globalization;

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

    /// <summary>
    /// No user: the program itself, as the owner of the tokens of <see
    /// cref="OAuthDance.ApplicationSession(IReadOnlyList{string}?)"/>.
    /// </summary>
    /// <remarks>No key of a user equals it, since a blank key is refused. <see cref="IsKnown"/> is false.</remarks>
    public static OAuthUser Application { get; } = new(" ");

    /// <summary>Whether the user has a key, and is not <see cref="Unknown"/>.</summary>
    public bool IsKnown => !string.IsNullOrWhiteSpace(Id);

    /// <summary>Makes a user from your key.</summary>
    /// <param name="id">The key; not empty.</param>
    public static implicit operator OAuthUser(string id) => FromString(id);

    /// <summary>Makes a user from your key, when the key is a number.</summary>
    /// <param name="id">The key; not zero, which is the key of a row that is not saved yet.</param>
    public static implicit operator OAuthUser(long id) => FromInt64(id);

    /// <summary>Makes a user from your key, when the key is a GUID.</summary>
    /// <param name="id">The key; not empty.</param>
    public static implicit operator OAuthUser(Guid id) => FromGuid(id);

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

    /// <summary>Makes a user from your key, when the key is a number.</summary>
    /// <param name="id">The key; not zero.</param>
    /// <returns>The user, whose <see cref="Id"/> is the number in decimal digits.</returns>
    /// <exception cref="ArgumentException">
    /// The key is zero, as that of a row that is not saved yet. A user whose key is really zero is made from the text
    /// <c>"0"</c>.
    /// </exception>
    public static OAuthUser FromInt64(long id) => id != 0
        ? new(id.ToString(CultureInfo.InvariantCulture))
        : throw new ArgumentException(
            "A user needs a key, and 0 is the key of a row that is not saved yet: save the row first.", nameof(id));

    /// <summary>Makes a user from your key, when the key is a GUID.</summary>
    /// <param name="id">The key; not empty.</param>
    /// <returns>The user, whose <see cref="Id"/> is the GUID in lowercase with hyphens.</returns>
    /// <exception cref="ArgumentException">The key is empty, as that of a row that is not saved yet.</exception>
    public static OAuthUser FromGuid(Guid id) => id != Guid.Empty
        ? new(id.ToString())
        : throw new ArgumentException(
            "A user needs a key, and an empty GUID is the key of a row that is not saved yet: save the row first.",
            nameof(id));

    /// <summary>This user, or another one if this user is <see cref="Unknown"/>.</summary>
    /// <remarks>
    /// With it a receiver stores the token of a login that links an account for the user who began the login, and of
    /// any other login for the user whom the provider names.
    /// </remarks>
    /// <param name="other">The other user.</param>
    /// <returns>The user.</returns>
    public OAuthUser Or(OAuthUser other) => IsKnown ? this : other;

    internal void ThrowIfApplication()
    {
        if (this == Application)
        {
            throw new ArgumentException(
                "The program itself does not log in as a user: call ApplicationSession, with a grant where it needs one.",
                "user");
        }
    }

    /// <inheritdoc/>
    public override string ToString() => this switch
    {
        { IsKnown: true } => Id,
        _ when this == Application => "(application)",
        _ => "(unknown)",
    };
}
