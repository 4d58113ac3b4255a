using OAuthClient;
using OAuthClient.Native;

namespace OAuthHarness;

/// <summary>The exit codes of the program. Their numbers are for scripts and never change.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Failure = 1;
    public const int WrongUse = 2;
    public const int Denied = 3;
    public const int Refused = 4;
    public const int ProviderFailed = 5;
    public const int Unreachable = 6;
    public const int TimedOut = 7;
    public const int LoginNeeded = 8;
    public const int StoreFailed = 9;
    public const int Canceled = 130;

    /// <summary>Each code with its meaning, as the help and the documents list them.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> All { get; } =
    [
        (Success, "success"),
        (Failure, "the program failed, or a check of race or prove did"),
        (WrongUse, "wrong arguments, a missing value, an unknown profile, a port that is taken, no way to log in here"),
        (Denied, "the user, or a receiver, said no"),
        (Refused, "a check of the client refused what came"),
        (ProviderFailed, "the provider answered with an error"),
        (Unreachable, "the provider could not be reached"),
        (TimedOut, "nothing came in time"),
        (LoginNeeded, "there is no token that can be used: log in"),
        (StoreFailed, "a store, a profile, the keychain or a file failed"),
        (Canceled, "interrupted by Ctrl-C"),
    ];

    public static int Of(OAuthOutcome outcome) => outcome.Kind switch
    {
        OAuthOutcomeKind.Stored => Success,
        OAuthOutcomeKind.NotStored or OAuthOutcomeKind.Denied => Denied,
        OAuthOutcomeKind.Refused => Refused,
        OAuthOutcomeKind.InteractionRequired => LoginNeeded,
        _ => outcome.Error is { } error ? Of(error) : Failure,
    };

    public static int Of(OAuthError error) => error.Code switch
    {
        OAuthErrorCode.AccessDenied => Denied,
        OAuthErrorCode.AuthorizationRequired or OAuthErrorCode.RefreshRejected => LoginNeeded,
        OAuthErrorCode.EndpointUnreachable => Unreachable,
        OAuthErrorCode.MetadataInvalid or OAuthErrorCode.IssuerMismatch or OAuthErrorCode.AddressRefused
            or OAuthErrorCode.RegistrationInvalid or OAuthErrorCode.GrantAnswerInvalid => Refused,
        OAuthErrorCode.EndpointTimeout or OAuthErrorCode.ExpiredToken or NativeLoginError.LoginTimeout => TimedOut,
        NativeLoginError.LoginImpossible or NativeLoginError.PortTaken => WrongUse,
        OAuthErrorCode.StoreFailed => StoreFailed,
        OAuthErrorCode.ReceiverFailed or OAuthErrorCode.Unexpected or OAuthErrorCode.ExtensionFailed
            or NativeLoginError.ListenFailed => Failure,
        _ => error.Endpoint is null ? Refused : ProviderFailed,
    };
}
