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
    public JwtBearerGrant(Secret assertion) : base(_ => new(assertion), canRepeat: false) => Check(assertion);

    /// <summary>Creates the grant with a token for each request.</summary>
    /// <param name="create">Makes a signed token, with a new <c>jti</c> and a short lifetime.</param>
    public JwtBearerGrant(Func<CancellationToken, ValueTask<Secret>> create) : base(create, canRepeat: true) { }

    /// <inheritdoc/>
    public override string GrantType => "urn:ietf:params:oauth:grant-type:jwt-bearer";

    /// <inheritdoc/>
    public override string Name => "jwt-bearer";

    private protected override Secret Encode(Secret assertion) => Check(assertion);

    // RFC 7515 section 3.1: three parts in base64url; an encrypted token has five (RFC 7516 section 3.1).
    private static Secret Check(Secret assertion)
    {
        var parts = assertion.Reveal().Split('.');
        var isToken = parts.Length is 3 or 5 && parts[0].Length > 0 && parts.All(IsBase64Url);
        return isToken
            ? assertion
            : throw new ArgumentException(
                "The assertion is no JWT: it must be three base64url parts with dots between them, such as eyJ….eyJ….abc.",
                nameof(assertion));
    }

    private static bool IsBase64Url(string part) =>
        part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
}
