namespace OAuthClient.Testing;

/// <summary>The callbacks of OAuth 2 that a provider words otherwise than RFC 6749 has it.</summary>
internal static class MisbehavingCallback
{
    /// <summary>The parameters of an error; null when the callback has none.</summary>
    public static (string Name, string Value)[]? FindError(Misbehavior misbehavior) => misbehavior switch
    {
        Misbehavior.CallbackError =>
            [("error", "server_error"), ("error_description", "the pretend provider is told to fail")],
        Misbehavior.OddDescription =>
            [("error", "access_denied"), ("error_description", "AADSTS65004: User declined.\r\nTrace ID: 0000")],
        Misbehavior.NumberedError => [("error_code", "901"), ("error_message", "This app is in sandbox mode")],
        Misbehavior.ErrorWithoutState =>
            [("error", "unauthorized_client"), ("error_description", "the client is not known here")],
        Misbehavior.LoginRequired => [("error", "login_required"), ("error_description", "the user has to log in")],
        _ => null,
    };

    /// <summary>The parameters that bring a code.</summary>
    public static (string Name, string Value)[] BringCode(Misbehavior misbehavior, string code) => misbehavior switch
    {
        Misbehavior.RenamedCode => [("spapi_oauth_code", code)],
        Misbehavior.InstallationCallback =>
            [("code", code), ("installation_id", "12345"), ("setup_action", "install")],
        _ => [("code", code)],
    };

    /// <summary>Whether the callback brings the state back.</summary>
    public static bool HasState(Misbehavior misbehavior) => misbehavior
        is not (Misbehavior.NoState or Misbehavior.ErrorWithoutState or Misbehavior.InstallationCallback);

    /// <summary>Adds bytes that are not UTF-8 to the address of a callback.</summary>
    public static string Garble(Misbehavior misbehavior, string url) => misbehavior switch
    {
        Misbehavior.OddDescription => url.Replace("Trace%20ID", "refus%E9%20ID", StringComparison.Ordinal),
        Misbehavior.OddParameters => $"{url}&session_name=Ren%E9%00&progress=100%&%FF=1",
        _ => url,
    };
}
