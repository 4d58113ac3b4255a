using Microsoft.Extensions.Logging;

namespace OAuthClient.Extensions.Logging;

/// <summary>The entries of the log, each with an event id and a name that do not change. Id 2 is a web site's.</summary>
internal static partial class LogEvents
{
    [LoggerMessage(EventId = 1, EventName = "LoginFailed", Message = "A login with {Provider} failed: {Error}")]
    public static partial void LoginFailed(
        ILogger log, LogLevel level, Exception? exception, string provider, OAuthError? error);

    [LoggerMessage(EventId = 3, EventName = "LoginBegun", Message = "A login with {Provider} has begun")]
    public static partial void LoginBegun(ILogger log, LogLevel level, string provider);

    [LoggerMessage(
        EventId = 4, EventName = "LoginNotBegun", Message = "A login with {Provider} was not begun: {Reason}")]
    public static partial void LoginNotBegun(
        ILogger log, LogLevel level, Exception? exception, string provider, object reason);

    [LoggerMessage(
        EventId = 5, EventName = "CallbackReceived", Message = "A callback of {Provider} has arrived by {Method}")]
    public static partial void CallbackReceived(ILogger log, LogLevel level, string provider, string? method);

    [LoggerMessage(EventId = 6, EventName = "CallbackRefused", Message = "A callback of {Provider} was refused: {Error}")]
    public static partial void CallbackRefused(ILogger log, LogLevel level, string provider, OAuthError? error);

    [LoggerMessage(
        EventId = 7,
        EventName = "CallbackRepeated",
        Message = "A callback of {Provider} came again, and got its outcome again: {Outcome}")]
    public static partial void CallbackRepeated(
        ILogger log, LogLevel level, string provider, OAuthOutcomeKind? outcome);

    [LoggerMessage(EventId = 8, EventName = "LoginFinished", Message = "A login with {Provider} has ended: {Outcome}")]
    public static partial void LoginFinished(ILogger log, LogLevel level, string provider, OAuthOutcomeKind? outcome);

    [LoggerMessage(
        EventId = 9,
        EventName = "RequestSent",
        Message = "{Method} {Address} answered {Status} in {Milliseconds} ms ({ErrorCode})")]
    public static partial void RequestSent(
        ILogger log, LogLevel level, string? method, string? address, int? status, double? milliseconds,
        string? errorCode);

    [LoggerMessage(
        EventId = 10,
        EventName = "TokenRefreshed",
        Message = "A token of {Provider} was refreshed in {Milliseconds} ms, and expires {ExpiresAt}")]
    public static partial void TokenRefreshed(
        ILogger log, LogLevel level, string provider, double? milliseconds, DateTimeOffset? expiresAt);

    [LoggerMessage(
        EventId = 11,
        EventName = "RefreshFailed",
        Message = "A token of {Provider} could not be refreshed; still valid: {IsTokenValid}: {Error}")]
    public static partial void RefreshFailed(
        ILogger log, LogLevel level, Exception? exception, string provider, bool? isTokenValid, OAuthError? error);

    [LoggerMessage(
        EventId = 12,
        EventName = "TokenEnded",
        Message = "A token of {Provider} has ended, and only a new login helps: {Error}")]
    public static partial void TokenEnded(ILogger log, LogLevel level, string provider, OAuthError? error);

    [LoggerMessage(EventId = 13, EventName = "TokenStored", Message = "A token of {Provider} was stored")]
    public static partial void TokenStored(ILogger log, LogLevel level, string provider);

    [LoggerMessage(
        EventId = 14, EventName = "SignedOut", Message = "A user has signed out of {Provider}; failure: {Error}")]
    public static partial void SignedOut(
        ILogger log, LogLevel level, Exception? exception, string provider, OAuthError? error);

    [LoggerMessage(
        EventId = 15,
        EventName = "ApiCallRetried",
        Message = "A call of the API of {Provider} was refused, and is sent once more; cause: {Cause}")]
    public static partial void ApiCallRetried(ILogger log, LogLevel level, string provider, string? cause);

    [LoggerMessage(
        EventId = 16, EventName = "ApiCallFailed", Message = "A call of the API of {Provider} failed: {Error}")]
    public static partial void ApiCallFailed(
        ILogger log, LogLevel level, Exception? exception, string provider, OAuthError? error);

    [LoggerMessage(
        EventId = 17,
        EventName = "ReceiverFailed",
        Message = "A receiver of oauth_token_refreshed failed for {Provider}: {Error}")]
    public static partial void ReceiverFailed(
        ILogger log, LogLevel level, Exception? exception, string provider, OAuthError? error);

    [LoggerMessage(EventId = 18, EventName = "Transcript", Level = LogLevel.Information, Message = "{Transcript}")]
    public static partial void Transcript(ILogger log, string transcript);
}
