namespace OAuthClient.Testing;

public sealed partial class PretendProvider
{
    /// <summary>How long a device code or a backchannel request waits for the user.</summary>
    /// <value>The default is ten minutes.</value>
    public TimeSpan PollLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The time between two polls with a device code or for a backchannel request, in whole seconds. A poll that comes
    /// earlier by <see cref="Time"/> is answered with <c>slow_down</c>, and the time grows by five seconds.
    /// </summary>
    /// <value>The default is five seconds. With null the answer names no interval, which means five seconds.</value>
    public TimeSpan? PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Whether the token endpoint accepts the password grant (RFC 6749 section 4.3) of any user with
    /// <see cref="UserPassword"/>.
    /// </summary>
    /// <value>The default is false.</value>
    public bool AcceptsPasswords { get; set; }

    /// <summary>Lets an assertion stand for a user, until the provider is disposed.</summary>
    /// <remarks>
    /// It is accepted by the grants of RFC 7523 and RFC 7522, and as a subject token of RFC 8693. No signature is
    /// checked: a JWT needs three parts in base64url, and a SAML assertion is base64url.
    /// </remarks>
    /// <param name="assertion">The assertion as the client sends it.</param>
    /// <param name="user">The user.</param>
    public void TrustAssertion(string assertion, string user = "anna") => _grants.Trust(assertion, user);

    /// <summary>Allows a device, as its user does with the code on the page of the provider.</summary>
    /// <param name="userCode">The code that the device shows. Case and punctuation do not matter.</param>
    /// <param name="user">The user.</param>
    /// <exception cref="InvalidOperationException">The code is unknown, used or has expired.</exception>
    public void AllowDevice(string userCode, string user = "anna") =>
        ThrowUnless(_devices.Decide(userCode, user), "user code");

    /// <summary>Denies a device, as a user does on the page of the provider.</summary>
    /// <param name="userCode">The code that the device shows. Case and punctuation do not matter.</param>
    /// <exception cref="InvalidOperationException">The code is unknown, used or has expired.</exception>
    public void DenyDevice(string userCode) => ThrowUnless(_devices.Decide(userCode, user: null), "user code");

    /// <summary>Allows a backchannel request, as a user does on another device.</summary>
    /// <param name="request">The <c>auth_req_id</c>, or the login hint of all requests that wait.</param>
    /// <param name="user">The user; null for the one whom the login hint names.</param>
    /// <exception cref="InvalidOperationException">No such request waits for the user.</exception>
    public void AllowCiba(string request, string? user = null) =>
        ThrowUnless(_ciba.Allow(request, user), "backchannel request");

    /// <summary>Denies a backchannel request, as a user does on another device.</summary>
    /// <param name="request">The <c>auth_req_id</c>, or the login hint of all requests that wait.</param>
    /// <exception cref="InvalidOperationException">No such request waits for the user.</exception>
    public void DenyCiba(string request) => ThrowUnless(_ciba.Deny(request), "backchannel request");

    private static void ThrowUnless(bool isKnown, string what)
    {
        if (!isKnown)
            throw new InvalidOperationException($"The {what} is unknown, decided or has expired.");
    }
}
