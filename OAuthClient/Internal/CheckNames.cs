namespace OAuthClient.Internal;

/// <summary>The names of the checks of a finish. They are for programs and never change.</summary>
internal static class CheckNames
{
    public const string Readable = "callback_readable";
    public const string ParametersOnce = "parameters_once";
    public const string LoginNamed = "login_named";
    public const string LoginKnown = "login_known";
    public const string Provider = "provider";
    public const string Browser = "browser";
    public const string ResponseMode = "response_mode";
    public const string Signature = "signature";
    public const string Issuer = "issuer";
    public const string Expiry = "expiry";
    public const string User = "user";
    public const string TakenOnce = "taken_once";
    public const string CodeOrError = "code_or_error";
    public const string TokenType = "token_type";

    /// <summary>The name of the check that an extension makes.</summary>
    public static string OfExtension(string name) => $"extension:{name}";
}
