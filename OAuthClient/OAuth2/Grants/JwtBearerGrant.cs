using System.Buffers.Text;

namespace OAuthClient.OAuth2.Grants;

/// <summary>
/// A signed JSON Web Token as a grant (RFC 7523 section 2.1), such as that of a service account or a workload.
/// Immutable.
/// </summary>
/// <remarks>The caller signs the token; the library does not look into it.</remarks>
public sealed class JwtBearerGrant : AssertionGrant
{
    /// <summary>Creates the grant with a token that is used once.</summary>
    /// <param name="assertion">The signed token: three parts with dots between them.</param>
    /// <exception cref="ArgumentException">The text is no signed token.</exception>
    public JwtBearerGrant(Secret assertion) : base(_ => new(assertion), canRepeat: false) => ThrowIfInvalid(assertion);

    /// <summary>Creates the grant with a token for each request.</summary>
    /// <param name="create">Makes a signed token, with a new <c>jti</c> and a short lifetime.</param>
    public JwtBearerGrant(Func<CancellationToken, ValueTask<Secret>> create) : base(create, canRepeat: true) { }

    /// <inheritdoc/>
    public override string GrantType => "urn:ietf:params:oauth:grant-type:jwt-bearer";

    /// <inheritdoc/>
    public override string Name => "jwt-bearer";

    private protected override string Fault =>
        "The assertion is no signed JWT: it must be three base64url parts with dots between them, such as "
        + "eyJ….eyJ….abc, of which the first is the header.";

    // RFC 7515 section 3.1: header, payload and signature, in base64url. RFC 7523 section 3: the token is signed.
    private protected override Secret Encode(Secret assertion)
    {
        var parts = assertion.Reveal().Split('.');
        var isToken = parts.Length is 3 or 5 && IsHeader(parts[0]) && parts[^1].Length > 0 && parts.All(IsBase64Url);
        return isToken ? assertion : default;
    }

    private static bool IsBase64Url(string part) =>
        part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    // RFC 7515 section 4: the header is a JSON object.
    private static bool IsHeader(string part) =>
        IsBase64Url(part) && Base64Url.IsValid(part) && Base64Url.DecodeFromChars(part) is [(byte)'{', ..];
}
