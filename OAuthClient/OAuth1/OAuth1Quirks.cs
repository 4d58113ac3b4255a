namespace OAuthClient.OAuth1;

/// <summary>
/// The deviations of an OAuth 1 provider from RFC 5849, one option each. By default no option is set. Immutable.
/// </summary>
public sealed record OAuth1Quirks
{
    /// <summary>No deviation: a provider that keeps to RFC 5849.</summary>
    public static OAuth1Quirks None { get; } = new();

    /// <summary>
    /// The provider requires <c>oauth_version</c>, which RFC 5849 section 3.1 leaves to the client.
    /// </summary>
    public bool SendsVersion { get; init; }

    /// <summary>
    /// The provider requires <c>oauth_body_hash</c>, an extension that signs bodies that are not forms. The library
    /// reads such a body into memory.
    /// </summary>
    public bool SendsBodyHash { get; init; }

    /// <summary>The <c>oauth_verifier</c> that means that the user denied the login.</summary>
    /// <value>The default is null: none does.</value>
    public string? DenialVerifier { get; init; }

    /// <summary>A callback without <c>oauth_verifier</c> means that the user denied the login.</summary>
    public bool NoVerifierIsDenial { get; init; }

    /// <summary>
    /// Further errors of a callback, in <c>oauth_problem</c> or <c>error</c>, that mean that the user denied the login.
    /// The library knows the usual ones, such as <c>user_refused</c> and <c>access_denied</c>. Letter case is ignored.
    /// </summary>
    /// <value>The default is empty.</value>
    public IReadOnlyList<string> DenialErrors { get; init; } = [];

    /// <summary>
    /// The provider reads <c>oauth_callback</c> from the address where the user logs in, as in OAuth 1.0. The library
    /// sends it there too.
    /// </summary>
    public bool CallbackInLogin { get; init; }

    /// <summary>
    /// Callbacks of the provider have no <c>oauth_verifier</c>, as in OAuth 1.0. The option has an effect only together
    /// with <see cref="Insecure.UnconfirmedCallback"/>.
    /// </summary>
    public bool NoVerifier { get; init; }
}
