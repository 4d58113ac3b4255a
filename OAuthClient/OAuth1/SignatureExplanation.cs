namespace OAuthClient.OAuth1;

/// <summary>
/// Why a signature is what it is: the parameters as they are signed, the base string, what the key is made of, and whether the request's
/// signature is the one that these secrets make. For people who look for the byte in which they and a provider differ. Immutable; prints
/// with tokens, verifiers and whatever is named like a secret masked.
/// </summary>
public sealed class SignatureExplanation
{
    private readonly string _baseString;

    private SignatureExplanation(OAuth1Provider provider, SignedParts parts, Secret tokenSecret)
    {
        using var parameters = OAuth1.BaseString.Normalize(parts.Request, parts.Protocol);
        (Method, BaseStringUri) = (parts.Request.Method.ToUpperInvariant(), OAuth1.BaseString.BaseStringUri(parts.Request));
        Parameters = [.. parameters.ToList().Select(pair => KeyValuePair.Create(pair.Name, (Secret)pair.Value))];
        _baseString = OAuth1.BaseString.Create(parts.Request, parts.Protocol);
        KeyDescription = KeyDescriber.Describe(provider, tokenSecret);
        var signature = provider.SignatureMethod.Sign(_baseString, provider.ClientSecret, tokenSecret);
        IsValid = (Secret)signature == (Secret)parts.Signature && provider.SignatureMethod.Name == parts.SignatureMethod;
        SignatureMethodName = parts.SignatureMethod ?? "(no oauth_signature_method)";
    }

    /// <summary>The request's method, in capitals.</summary>
    public string Method { get; }

    /// <summary>The address as it is signed: without its query, in lower case but for the path, without its scheme's own port.</summary>
    public string BaseStringUri { get; }

    /// <summary>The parameters as they are signed: percent-encoded, in order. Some are secrets.</summary>
    public IReadOnlyList<KeyValuePair<string, Secret>> Parameters { get; }

    /// <summary>The signature base string (RFC 5849 section 3.4.1). It holds the token.</summary>
    public Secret BaseString => _baseString;

    /// <summary>What the key is made of, one line a part: how long each secret is, and what looks odd about it. Never a secret.</summary>
    public string KeyDescription { get; }

    /// <summary>The signature method that the request names.</summary>
    public string SignatureMethodName { get; }

    /// <summary>Whether the request's signature is the one that the provider's value and the token's secret make.</summary>
    public bool IsValid { get; }

    /// <summary>Explains a request that was signed, by us or by anybody.</summary>
    /// <param name="provider">The provider's value, with the client's secret.</param>
    /// <param name="request">The request as it goes out. It is not changed.</param>
    /// <param name="tokenSecret">The token's secret; none without a token.</param>
    /// <param name="cancellationToken">Ends the wait for the body.</param>
    /// <returns>The explanation.</returns>
    /// <exception cref="ArgumentException">The request has no absolute address, or no <c>oauth_signature</c>.</exception>
    public static async Task<SignatureExplanation> OfAsync(OAuth1Provider provider, HttpRequestMessage request, Secret tokenSecret = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(request);
        return new(provider, await SignedParts.ParseAsync(request, cancellationToken).ConfigureAwait(false), tokenSecret);
    }

    /// <summary>Compares with a base string from elsewhere, such as a provider's error message.</summary>
    /// <param name="baseString">The other base string; white space around it is left out.</param>
    /// <returns>The first difference, for people, with secrets masked.</returns>
    public string CompareWith(string baseString)
    {
        ArgumentNullException.ThrowIfNull(baseString);
        return BaseStringDifference.Describe(_baseString, baseString.Trim());
    }

    /// <summary>All of it, for people, with secrets masked.</summary>
    /// <returns>Some lines.</returns>
    public override string ToString() => $"""
        request      {Method} {BaseStringUri}
        parameters   {string.Join("\n             ", Parameters.Select(pair => $"{pair.Key}={SecretParameters.MaskValue(pair.Key, pair.Value.Reveal())}"))}
        base string  {Method}&{EncodeMasked(BaseStringUri)}&{EncodeMasked(string.Join('&', Parameters.Select(pair => $"{pair.Key}={SecretParameters.MaskValue(pair.Key, pair.Value.Reveal())}")))}
        key          {KeyDescription.Replace("\n", "\n             ", StringComparison.Ordinal)}
        signature    {(IsValid ? $"right, by {SignatureMethodName}" : $"not the one that these secrets make; the request says {SignatureMethodName}")}
        """;

    private static string EncodeMasked(string text) => Uri.EscapeDataString(text).Replace("%2A%2A%2A", "***", StringComparison.Ordinal);
}
