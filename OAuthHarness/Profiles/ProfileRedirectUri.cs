namespace OAuthHarness.Profiles;

/// <summary>The redirect URI of a profile.</summary>
internal static class ProfileRedirectUri
{
    /// <summary>The redirect URI of the profile, or the usual: a loopback address without a port.</summary>
    // RFC 9700 section 4.4.2: each provider has a redirect URI of its own, so that a callback cannot be mixed up.
    public static string Of(Profile profile) =>
        profile.RedirectUri ?? $"http://127.0.0.1/callback/{ProviderNameOf(profile)}";

    /// <summary>
    /// The redirect URI for the dance: null where each login has its own, with the port that is free then.
    /// </summary>
    public static string? OfDance(Profile profile) =>
        profile.RedirectUri is { } uri && !LoopbackUse.IsLoopbackHttp(uri) ? uri : null;

    /// <summary>The sentence that tells people what to register with the provider.</summary>
    public static string HowToRegister(Profile profile) =>
        $"Register the redirect URI {Of(profile)} with the provider. It needs no port: each login has a free one "
        + "(RFC 8252 section 7.3). Where the provider wants the very port, give --redirect-uri with one.";

    public static string ProviderNameOf(Profile profile) =>
        profile.Preset
        ?? (Uri.TryCreate(profile.Issuer, UriKind.Absolute, out var issuer) ? ProfileName.From(issuer.IdnHost) : null)
        ?? (profile.Fields.TryGetValue("name", out var name) ? ProfileName.From(name) : profile.Name);
}
