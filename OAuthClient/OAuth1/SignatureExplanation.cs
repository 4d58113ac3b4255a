namespace OAuthClient.OAuth1;

/// <summary>
/// Explains the signature of a request, to help find the difference from a signature that the provider computes: the
/// parameters, the base string, the key, and whether the signature is valid. Immutable and thread-safe.
/// </summary>
/// <remarks>Prints with the values of tokens, verifiers and other secret parameters masked.</remarks>
public sealed class SignatureExplanation
{
    // A line break, and spaces up to the column of the values.
    private const string ValueColumnLineBreak = "\n             ";
    private readonly string _baseString;
    private readonly string? _otherClient;

    private SignatureExplanation(OAuth1Provider provider, SignedParts parts, Secret tokenSecret)
    {
        using var parameters = OAuth1.BaseString.Normalize(parts.Request, parts.ProtocolParameters);
        Method = parts.Request.Method.ToUpperInvariant();
        BaseStringUri = OAuth1.BaseString.CreateBaseStringUri(parts.Request);
        Parameters = [.. parameters.ToList().Select(pair => KeyValuePair.Create(pair.Name, (Secret)pair.Value))];
        _baseString = OAuth1.BaseString.Create(parts.Request, parts.ProtocolParameters);
        KeyDescription = KeyDescriber.Describe(provider, tokenSecret);
        var signature = provider.SignatureMethod.Sign(_baseString, provider.ClientSecret, tokenSecret);
        _otherClient = parts.ConsumerKey == provider.ClientId ? null : DescribeClients(parts, provider);
        IsValid = (Secret)signature == (Secret)parts.Signature
            && provider.SignatureMethod.Name == parts.SignatureMethod
            && _otherClient is null;
        SignatureMethodName = parts.SignatureMethod ?? "(no oauth_signature_method)";
    }

    /// <summary>The request's method, in capitals.</summary>
    public string Method { get; }

    /// <summary>
    /// The base string URI (RFC 5849 section 3.4.1.2): scheme and host in lower case, no default port, no query.
    /// </summary>
    public string BaseStringUri { get; }

    /// <summary>The normalized parameters: percent-encoded and sorted. Some are secrets.</summary>
    public IReadOnlyList<KeyValuePair<string, Secret>> Parameters { get; }

    /// <summary>The signature base string (RFC 5849 section 3.4.1). It contains the token.</summary>
    public Secret BaseString => _baseString;

    /// <summary>
    /// A description of the key, one line for each part: the length of each secret, and suspicious characters in it. It
    /// never contains a secret.
    /// </summary>
    public string KeyDescription { get; }

    /// <summary>The signature method that the request names.</summary>
    public string SignatureMethodName { get; }

    /// <summary>
    /// Whether the signature matches the provider's value, its client id too, and the token's secret.
    /// </summary>
    public bool IsValid { get; }

    /// <summary>Explains a signed request, whichever library has signed it.</summary>
    /// <param name="provider">The provider's value, with the client's secret.</param>
    /// <param name="request">
    /// The request as it is sent. It does not change. A path that <see cref="Uri"/> writes in another way, such as
    /// <c>/%7Euser</c>, is explained as it was given if that is the path that was signed.
    /// </param>
    /// <param name="tokenSecret">The token's secret; empty without a token.</param>
    /// <param name="cancellationToken">Cancels reading the body.</param>
    /// <returns>The explanation.</returns>
    /// <exception cref="ArgumentException">
    /// The request has no absolute address, or no <c>oauth_signature</c>.
    /// </exception>
    public static async Task<SignatureExplanation> OfAsync(
        OAuth1Provider provider,
        HttpRequestMessage request,
        Secret tokenSecret = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(request);
        var parts = await SignedParts.ParseAsync(request, cancellationToken).ConfigureAwait(false);
        var explanation = new SignatureExplanation(provider, parts, tokenSecret);
        if (explanation.IsValid)
            return explanation;
        var asWritten = new SignatureExplanation(provider, parts.AsWritten(request), tokenSecret);
        return asWritten.IsValid ? asWritten : explanation;
    }

    /// <summary>Compares the base string with another one, for example from a provider's error message.</summary>
    /// <param name="baseString">The other base string. White space around it is ignored.</param>
    /// <returns>A description of the first difference, with secrets masked.</returns>
    public string CompareWith(string baseString)
    {
        ArgumentNullException.ThrowIfNull(baseString);
        return BaseStringDifference.Describe(_baseString, baseString.Trim());
    }

    /// <summary>Shows the whole explanation, with secrets masked.</summary>
    /// <returns>Several lines.</returns>
    public override string ToString()
    {
        string[] masked =
        [
            .. Parameters.Select(pair => $"{pair.Key}={SecretParameters.MaskValue(pair.Key, pair.Value.Reveal())}"),
        ];
        var verdict = (IsValid, _otherClient) switch
        {
            (true, _) => "right, by",
            (_, null) => "not the one that these secrets make; the request says",
            (_, var clients) => $"{clients}; the request says",
        };
        return $"""
            request      {Method} {BaseStringUri}
            parameters   {string.Join(ValueColumnLineBreak, masked)}
            base string  {Method}&{EncodeMasked(BaseStringUri)}&{EncodeMasked(string.Join('&', masked))}
            key          {KeyDescription.Replace("\n", ValueColumnLineBreak, StringComparison.Ordinal)}
            signature    {verdict} {SignatureMethodName}
            """;
    }

    private static string DescribeClients(SignedParts parts, OAuth1Provider provider) =>
        $"of another client: oauth_consumer_key is '{parts.ConsumerKey}', and ClientId is '{provider.ClientId}'";

    private static string EncodeMasked(string text) =>
        Uri.EscapeDataString(text).Replace("%2A%2A%2A", "***", StringComparison.Ordinal);
}
