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
    public SamlBearerGrant(Secret assertion) : base(_ => new(assertion), canRepeat: false) => EncodeXml(assertion);

    /// <summary>Creates the grant with an assertion for each request.</summary>
    /// <param name="create">Makes an assertion: its XML, or the XML in base64url.</param>
    public SamlBearerGrant(Func<CancellationToken, ValueTask<Secret>> create) : base(create, canRepeat: true) { }

    /// <inheritdoc/>
    public override string GrantType => "urn:ietf:params:oauth:grant-type:saml2-bearer";

    /// <inheritdoc/>
    public override string Name => "saml2-bearer";

    private protected override Secret Encode(Secret assertion) => EncodeXml(assertion);

    // RFC 7522 section 2.1: base64url, without line breaks and padding.
    private static Secret EncodeXml(Secret assertion)
    {
        var text = assertion.Reveal().Trim();
        if (text.StartsWith('<'))
            return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
        return IsEncodedXml(text)
            ? text
            : throw new ArgumentException(
                "The assertion is no SAML assertion: it must be the XML, or the XML in base64url.", nameof(assertion));
    }

    private static bool IsEncodedXml(string text)
    {
        if (!Base64Url.IsValid(text))
            return false;
        var xml = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).TrimStart('\uFEFF', ' ', '\r', '\n', '\t');
        return xml.StartsWith('<');
    }
}
