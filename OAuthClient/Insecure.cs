namespace OAuthClient;

/// <summary>Safety that one can do without, each by a name to search for. The default is <see cref="None"/>.</summary>
[Flags]
public enum Insecure
{
    /// <summary>All safety is on.</summary>
    None = 0,

    /// <summary>Endpoints on this very machine may be <c>http</c>: for tests and demonstrations.</summary>
    LoopbackHttp = 1,

    /// <summary>The PKCE method <c>plain</c> may be used where the provider says that it knows no better: whoever reads the address can use the code.</summary>
    PlainPkce = 2,

    /// <summary>The token may travel in the query of API calls, where logs and proxies see it (RFC 6750 section 2.3); with OAuth 1 and PLAINTEXT the secrets themselves.</summary>
    TokenInQuery = 4,

    /// <summary>Two providers may share a redirect URI though their callbacks do not name them (RFC 9207): one could be given the other's code.</summary>
    SharedRedirectUri = 8,

    /// <summary>An OAuth 1 provider need not confirm the callback (RFC 5849 section 2.1): with OAuth 1.0 an attacker can finish another's login.</summary>
    UnconfirmedCallback = 16,

    /// <summary>A store may keep tokens as they are, without a key: whoever can read its files, database or server, or a copy of them, has them.</summary>
    UnsealedTokens = 32,

    /// <summary>A link or an image on any site may begin a login: an attacker can log a user in with the attacker's own account.</summary>
    CrossSiteLogins = 64,
}
