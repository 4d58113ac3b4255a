namespace OAuthClient.OAuth1;

/// <summary>What an OAuth 1 provider does otherwise than RFC 5849 has it, each as an option with a name. The default is none. Immutable.</summary>
public sealed record OAuth1Quirks
{
    /// <summary>None at all.</summary>
    public static OAuth1Quirks None { get; } = new();

    /// <summary>It wants <c>oauth_version</c>, which RFC 5849 section 3.1 leaves to the client.</summary>
    public bool SendsVersion { get; init; }

    /// <summary>It wants a digest of bodies that are not forms, <c>oauth_body_hash</c>: an extension that signs them too. Such bodies are held in memory.</summary>
    public bool SendsBodyHash { get; init; }

    /// <summary>The <c>oauth_verifier</c> by which it says that the user did not allow the login.</summary>
    public string? DenialVerifier { get; init; }

    /// <summary>A callback without <c>oauth_verifier</c> means that the user did not allow the login.</summary>
    public bool NoVerifierIsDenial { get; init; }

    /// <summary>It reads <c>oauth_callback</c> in the address where the user logs in, as OAuth 1.0 had it; it is sent there too.</summary>
    public bool CallbackInLogin { get; init; }

    /// <summary>Its callbacks never have an <c>oauth_verifier</c>, as in OAuth 1.0. It works together with <see cref="Insecure.UnconfirmedCallback"/> only.</summary>
    public bool NoVerifier { get; init; }
}
