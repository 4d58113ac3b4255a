using System.Buffers.Text;
using System.Text;

namespace OAuthClient.OAuth2.Grants;

/// <summary>A signed SAML 2.0 assertion as a grant (RFC 7522 section 2.1). Immutable.</summary>
/// <remarks>The caller has the assertion; the library does not look into it.</remarks>
public sealed class SamlBearerGrant : AssertionGrant
{
    /// <summary>Creates the grant with an assertion that is used once.</summary>
    /// <param name="assertion">The assertion: its XML, or the XML in base64url.</param>
    /// <exception cref="ArgumentException">The text is no assertion.</exception>
    public SamlBearerGrant(Secret assertion) : base(_ => new(assertion), canRepeat: false) => ThrowIfInvalid(assertion);

    /// <summary>Creates the grant with an assertion for each request.</summary>
    /// <param name="create">Makes an assertion: its XML, or the XML in base64url.</param>
    public SamlBearerGrant(Func<CancellationToken, ValueTask<Secret>> create) : base(create, canRepeat: true) { }

    /// <inheritdoc/>
    public override string GrantType => "urn:ietf:params:oauth:grant-type:saml2-bearer";

    /// <inheritdoc/>
    public override string Name => "saml2-bearer";

    private protected override string Fault =>
        "The assertion is no SAML assertion: it must be the XML, or the XML in base64url.";

    // RFC 7522 section 2.1: base64url, without line breaks and padding.
    private protected override Secret Encode(Secret assertion)
    {
        var text = assertion.Reveal();
        if (IsXml(text))
            return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
        // Many programs write plain base64, in lines.
        var encoded = string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)))
            .TrimEnd('=').Replace('+', '-').Replace('/', '_');
        var isEncodedXml = Base64Url.IsValid(encoded)
            && IsXml(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(encoded)));
        return isEncodedXml ? encoded : default(Secret);
    }

    private static bool IsXml(string text) => text.AsSpan().TrimStart("\uFEFF \r\n\t").StartsWith("<");
}
