namespace OAuthClient.OAuth2.Grants;

/// <summary>
/// The code that a user types on another device to log in on this one (RFC 8628 section 3.2). Immutable; prints without
/// the code.
/// </summary>
/// <remarks>
/// Show <see cref="UserCode"/> and <see cref="VerificationUri"/> to the user, always both. Open
/// <see cref="VerificationUriComplete"/> only when the user asks for it, or show it as a QR code beside the user code:
/// the user must see that the other page has the same code (RFC 8628 section 5.4).
/// </remarks>
public sealed class DeviceCode
{
    // RFC 8628 section 6.1: a code is short enough to be typed, and its letters are easy to tell apart.
    private const int MaxLength = 32;

    internal DeviceCode(GrantAnswer answer, OAuth2Provider provider, DateTimeOffset expiresAt)
    {
        UserCode = answer.Require("user_code");
        if (UserCode.Length > MaxLength || !UserCode.All(IsTyped) || string.IsNullOrWhiteSpace(UserCode))
            throw answer.Refuse("has a user_code that cannot be typed");
        var links = new UserLink(answer, provider);
        // Google's name is verification_url.
        var field = answer.Find("verification_uri") is null && answer.Find("verification_url") is not null
            ? "verification_url"
            : "verification_uri";
        VerificationUri = links.Read(field, answer.Require(field));
        VerificationUriComplete = answer.Find("verification_uri_complete") is { } complete
            ? links.Read("verification_uri_complete", complete)
            : null;
        ExpiresAt = expiresAt;
    }

    /// <summary>The code that the user types.</summary>
    public string UserCode { get; }

    /// <summary>The address of the page where the user types the code: https, in ASCII.</summary>
    public string VerificationUri { get; }

    /// <summary>The address of the page with the code in it, such as for a QR code: https, in ASCII.</summary>
    /// <value>Null when the provider has none.</value>
    public string? VerificationUriComplete { get; }

    /// <summary>When the code expires, by the clock of the dance.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>Shows the page and the expiry, and no code.</summary>
    /// <returns>For example <c>DeviceCode { https://example.com/device, expires 2026-01-01 12:00:00Z }</c>.</returns>
    public override string ToString() => $"DeviceCode {{ {VerificationUri}, expires {ExpiresAt:u} }}";

    private static bool IsTyped(char letter) => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_' or '.';
}
