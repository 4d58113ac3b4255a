namespace OAuthClient.Internal;

/// <summary>
/// The keys of a provider's tokens. Their first part has the provider's name and its identity, so that two servers that
/// are called alike never share a token. Immutable.
/// </summary>
internal sealed class TokenKeys(OAuthProvider provider)
{
    // The length of a key's part that every store keeps.
    private const int MaxLength = 100;

    private readonly string _provider = Join(provider.Name, provider.Identity);

    /// <summary>The first parts of all keys that the provider's tokens have or had.</summary>
    public IEnumerable<string> Providers => FormerProviders.Append(_provider);

    /// <summary>
    /// The first parts of the keys under which the provider's tokens were stored earlier: while its value had no
    /// issuer, and by versions of the library that knew a provider by its name only. A provider that a third party
    /// named has none: at one host, the key of another issuer may be the same text.
    /// </summary>
    public IReadOnlyList<string> FormerProviders { get; } =
        [.. FormerTexts(provider).Where(former => former != Join(provider.Name, provider.Identity))];

    /// <summary>
    /// Whether a login was begun with the provider, when its value may have had no issuer yet, or by an earlier version
    /// of the library, which kept none.
    /// </summary>
    /// <param name="issuer">The issuer in the pending dance; null when it has none.</param>
    public bool Owns(string? issuer)
    {
        if (issuer == provider.Identity)
            return true;
        var former = issuer is null ? provider.Name : Join(provider.Name, issuer);
        return provider.HasFormerKeys
            && (issuer is null || issuer == provider.TokenOrigin)
            && FormerKeyClaims.IsUnambiguous(former, provider.ClientId);
    }

    public TokenKey Create(OAuthUser user, string account) => new(_provider, provider.ClientId, user, account);

    // RFC 9700 section 4.4: a token of one server must not be sent to another.
    private static IEnumerable<string> FormerTexts(OAuthProvider provider) =>
        provider.HasFormerKeys ? [Join(provider.Name, provider.TokenOrigin), provider.Name] : [];

    private static string Join(string name, string identity)
    {
        var joined = $"{name} {identity}".TrimEnd();
        return joined.Length <= MaxLength
            ? joined
            : $"{Shorten(name)} {Sha256Digest.ComputeUtf16(joined)}";
    }

    private static string Shorten(string name)
    {
        var length = Math.Min(name.Length, MaxLength / 2);
        // Half of a surrogate pair is no text.
        return char.IsHighSurrogate(name[length - 1]) ? name[..(length - 1)] : name[..length];
    }
}
