using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth.Claims;

namespace OAuthClient.AspNetCore;

/// <summary>
/// How the authentication scheme of a dance learns the user of a login, and signs the user in. The dance itself is set
/// up by <see cref="OAuthWebOptions"/>.
/// </summary>
/// <remarks>
/// Set it at start-up. Later changes have no effect that can be relied on. The events of the base class are not used:
/// connect receivers to the signals of the dance.
/// </remarks>
public sealed class OAuthSchemeOptions : AuthenticationSchemeOptions
{
    /// <summary>
    /// The claim that keeps the account's id at the provider, in the identity that the scheme adds:
    /// <c>oauth_account</c>.
    /// </summary>
    public const string AccountClaimType = "oauth_account";

    /// <summary>
    /// The endpoint of the provider's API that describes the user, with a JSON object: an address below
    /// <see cref="OAuthProvider.ApiBaseUrl"/>, such as <c>user</c>, or an absolute one at an origin of the provider.
    /// </summary>
    /// <value>The default is none. Without it, <see cref="ReadProfile"/> must be set.</value>
    public string? UserEndpoint { get; set; }

    /// <summary>
    /// Reads a JSON object about the user who has logged in, where one GET request to <see cref="UserEndpoint"/> does
    /// not say all.
    /// </summary>
    /// <remarks>
    /// It is called before the token is stored, and again when a callback is repeated. An exception fails the login.
    /// </remarks>
    /// <value>The default reads <see cref="UserEndpoint"/>.</value>
    public Func<OAuthSession, CancellationToken, Task<JsonElement>>? ReadProfile { get; set; }

    /// <summary>Maps the JSON object about the user to claims.</summary>
    /// <remarks>
    /// The claim <see cref="ClaimTypes.NameIdentifier"/> that it makes is the account's id at the provider. Without
    /// one, <c>id</c> or else <c>sub</c> is the id. A login without an id fails. Without a claim
    /// <see cref="ClaimTypes.Name"/>, the name is <c>name</c>, or else <c>login</c>, <c>username</c>,
    /// <c>preferred_username</c> or <c>screen_name</c>.
    /// </remarks>
    /// <value>The default is empty.</value>
    public ClaimActionCollection ClaimActions { get; } = new();

    /// <summary>
    /// Maps the account to its user. The application signs this user in, and stores the token for this user.
    /// </summary>
    /// <remarks>
    /// It gets the login, and the claims of the account with its id at the provider. It may return
    /// <see cref="OAuthUser.Unknown"/> to leave the answer to a receiver of <c>oauth_authorized</c>. A receiver that
    /// names another user than it does is a conflict: the login fails.
    /// </remarks>
    /// <value>
    /// The default is <c>{provider}:{id}</c>; the provider's name keeps users of two providers apart. A user who is
    /// logged in already gets the account as a further one, while logged in: to find the user by it later, set a
    /// delegate that asks your database. A user who has an account of the same provider becomes the other user, or is
    /// refused (409) if the key is the application's own.
    /// </value>
    public Func<AuthorizedArgs, ClaimsIdentity, ValueTask<OAuthUser>>? FindUser { get; set; }

    /// <summary>Changes the principal before it is signed in, such as by roles from a database.</summary>
    /// <remarks>
    /// The claim <see cref="ClaimTypes.NameIdentifier"/> is the key of the application's user, by which the user's
    /// tokens are found. Leave it as it is.
    /// </remarks>
    /// <value>The default changes nothing.</value>
    public Func<ClaimsPrincipal, IServiceProvider, ValueTask<ClaimsPrincipal>>? ChangePrincipal { get; set; }

    /// <summary>The cookie scheme that keeps the user signed in.</summary>
    /// <value>The default is the application's default scheme to sign in.</value>
    public string? SignInScheme { get; set; }

    /// <summary>The path where a login begins, and the page with the button posts to.</summary>
    /// <value>The default is <c>/login/{name}</c>.</value>
    public string? LoginPath { get; set; }
}
