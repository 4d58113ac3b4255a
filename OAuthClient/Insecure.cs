namespace OAuthClient;

/// <summary>
/// Protections that can be switched off for a provider or a store, each by a name that is easy to search for.
/// </summary>
/// <remarks>The default is <see cref="None"/>.</remarks>
[Flags]
public enum Insecure
{
    /// <summary>Every protection is on.</summary>
    None = 0,

    /// <summary>Endpoints on the local machine may be <c>http</c>: for tests and demonstrations.</summary>
    LoopbackHttp = 1,

    /// <summary>The PKCE method <c>plain</c> may be used where the provider supports no better one.</summary>
    /// <remarks>An attacker who reads the authorization URL can use the authorization code.</remarks>
    PlainPkce = 2,

    /// <summary>
    /// The access token may travel in the query of API calls (RFC 6750 section 2.3); with OAuth 1 and PLAINTEXT the
    /// secrets themselves.
    /// </summary>
    /// <remarks>Logs and proxies see the query.</remarks>
    TokenInQuery = 4,

    /// <summary>
    /// Two providers may share a redirect URI though their callbacks do not name the provider (RFC 9207).
    /// </summary>
    /// <remarks>Either provider could be given the other's authorization code.</remarks>
    SharedRedirectUri = 8,

    /// <summary>An OAuth 1 provider need not confirm the callback (RFC 5849 section 2.1).</summary>
    /// <remarks>With OAuth 1.0 an attacker can finish another user's login.</remarks>
    UnconfirmedCallback = 16,

    /// <summary>A store may keep tokens unencrypted, without a seal key.</summary>
    /// <remarks>A reader of the store's files, database or server, or of a copy of them, has the tokens.</remarks>
    UnsealedTokens = 32,

    /// <summary>A link or an image on any site may begin a login.</summary>
    /// <remarks>An attacker can log a user in with the attacker's own account.</remarks>
    CrossSiteLogins = 64,

    /// <summary>
    /// Logins are without PKCE (RFC 7636): neither a code challenge nor a code verifier is sent, for a provider that
    /// refuses them.
    /// </summary>
    /// <remarks>
    /// An attacker who steals a user's authorization code can put it into a login of the attacker's own, and then acts
    /// for that user.
    /// </remarks>
    NoPkce = 128,

    /// <summary>
    /// The user's password at the provider may pass through the program, as OAuth 1's xAuth requires.
    /// </summary>
    /// <remarks>The program can keep the password, and the user cannot tell.</remarks>
    PasswordLogin = 256,

    /// <summary>
    /// Documents and endpoints that are found by discovery may be at private addresses, such as those of a company's
    /// own network.
    /// </summary>
    /// <remarks>An outsider who may name the issuer can make the program send requests into that network.</remarks>
    PrivateAddresses = 512,

    /// <summary>
    /// A handler of the host's own may send requests to addresses that an outsider has named, in the place of the
    /// guarded one.
    /// </summary>
    /// <remarks>The handler must test each address, after DNS has given it; otherwise nothing does.</remarks>
    UnguardedHttp = 1024,
}
