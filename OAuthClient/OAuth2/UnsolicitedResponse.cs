using OAuthClient.Http;

namespace OAuthClient.OAuth2;

/// <summary>
/// A callback without a state, which belongs to no login that was begun here. Any website can have written it, so its
/// code is not used and its words are shown as unverified.
/// </summary>
internal static class UnsolicitedResponse
{
    // GitHub sends the first two after an installation, and Discord the last when a bot was added to a server.
    private static readonly string[] InstallationParameters = ["installation_id", "setup_action", "guild_id"];

    /// <summary>Makes the error for the callback; null when nothing in the callback tells how it came about.</summary>
    public static OAuthException? FindError(OAuthCallback callback, OAuth2Quirks quirks)
    {
        var fields = new CallbackFields(callback, quirks);
        if (fields.Error is { } error)
        {
            return StateMissing(
                "Some providers send no state when they refuse the client itself: see to ClientId, to the redirect URI "
                + "and to Scopes. The callback says, and any website can have written it, so it is unverified: "
                + $"'{Show(error, fields.ErrorDescription)}'");
        }
        if (Array.Exists(InstallationParameters, name => callback[name] is not null))
        {
            return OAuthException.Refused(
                OAuthErrorCode.LoginBegunElsewhere,
                "A page of the provider began this login, such as the one that installs an app.",
                "Its code is not used, since any website can send one to a user. Show the user a button that calls "
                + "BeginAsync: a user who allowed it already comes back at once.");
        }
        return fields["code"] is null ? null : StateMissing(
            "A provider always returns what was sent; so a page of the provider may have begun this login, such as its "
            + "directory of apps: let the user begin again here, with BeginAsync. If BeginAsync had begun it, see "
            + "Quirks.StateInRedirectUri and Quirks.CallbackNames.");
    }

    private static OAuthException StateMissing(string hint) => OAuthException.Refused(
        OAuthErrorCode.StateMissing, "The callback does not say which login it ends.", hint);

    private static string Show(string error, string? description) =>
        Mask.MaskExcerpt(description is null ? error : $"{Mask.Clean(error)}: {description}", []);
}
