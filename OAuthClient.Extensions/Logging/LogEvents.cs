using Microsoft.Extensions.Logging;

namespace OAuthClient.Extensions.Logging;

/// <summary>
/// The entries of a log, each with an event id and a name that do not change. Id 2 is a web site's. Thread-safe.
/// </summary>
internal sealed partial class LogEvents(ILogger log)
{
    [LoggerMessage(EventId = 1, EventName = "LoginFailed", Message = "A login with {Provider} failed: {Error}")]
    public partial void LoginFailed(LogLevel level, Exception? exception, string provider, OAuthError? error);

    [LoggerMessage(EventId = 3, EventName = "LoginBegun", Message = "A login with {Provider} has begun")]
    public partial void LoginBegun(LogLevel level, string provider);

    [LoggerMessage(
        EventId = 4, EventName = "LoginNotBegun", Message = "A login with {Provider} was not begun: {Reason}")]
    public partial void LoginNotBegun(LogLevel level, Exception? exception, string provider, object reason);

    [LoggerMessage(
        EventId = 5, EventName = "CallbackReceived", Message = "A callback of {Provider} has arrived by {Method}")]
    public partial void CallbackReceived(LogLevel level, string provider, string? method);

    [LoggerMessage(EventId = 6, EventName = "CallbackRefused", Message = "A callback of {Provider} was refused: {Error}")]
    public partial void CallbackRefused(LogLevel level, string provider, OAuthError? error);

    [LoggerMessage(
        EventId = 7,
        EventName = "CallbackRepeated",
        Message = "A callback of {Provider} came again, and got its outcome again: {Outcome}")]
    public partial void CallbackRepeated(LogLevel level, string provider, OAuthOutcomeKind? outcome);

    [LoggerMessage(EventId = 8, EventName = "LoginFinished", Message = "A login with {Provider} succeeded: {Outcome}")]
    public partial void LoginFinished(LogLevel level, string provider, OAuthOutcomeKind? outcome);

    [LoggerMessage(
        EventId = 9,
        EventName = "RequestSent",
        Message = "{Method} {Address}: {Result} in {Milliseconds} ms")]
    public partial void RequestSent(
        LogLevel level, string? method, string? address, object? result, double? milliseconds);

    [LoggerMessage(
        EventId = 10,
        EventName = "TokenRefreshed",
        Message = "A token of {Provider} was refreshed in {Milliseconds} ms, and expires {ExpiresAt}")]
    public partial void TokenRefreshed(
        LogLevel level, string provider, double? milliseconds, DateTimeOffset? expiresAt);

    [LoggerMessage(
        EventId = 11,
        EventName = "RefreshFailed",
        Message = "A token of {Provider} could not be refreshed; still valid: {IsTokenValid}: {Error}")]
    public partial void RefreshFailed(
        LogLevel level, Exception? exception, string provider, bool? isTokenValid, OAuthError? error);

    [LoggerMessage(
        EventId = 12,
        EventName = "TokenEnded",
        Message = "A token of {Provider} has ended, and only a new login helps: {Error}")]
    public partial void TokenEnded(LogLevel level, string provider, OAuthError? error);

    [LoggerMessage(EventId = 13, EventName = "TokenStored", Message = "A token of {Provider} was stored")]
    public partial void TokenStored(LogLevel level, string provider);

    [LoggerMessage(
        EventId = 14, EventName = "SignedOut", Message = "A user has signed out of {Provider}. {Error}")]
    public partial void SignedOut(LogLevel level, Exception? exception, string provider, OAuthError? error);

    [LoggerMessage(
        EventId = 15,
        EventName = "ApiCallRetried",
        Message = "A call of the API of {Provider} was refused, and is sent once more; cause: {Cause}")]
    public partial void ApiCallRetried(LogLevel level, string provider, string? cause);

    [LoggerMessage(
        EventId = 16, EventName = "ApiCallFailed", Message = "A call of the API of {Provider} failed: {Error}")]
    public partial void ApiCallFailed(LogLevel level, Exception? exception, string provider, OAuthError? error);

    [LoggerMessage(
        EventId = 17,
        EventName = "ReceiverFailed",
        Message = "A receiver of oauth_token_refreshed failed for {Provider}: {Error}")]
    public partial void ReceiverFailed(LogLevel level, Exception? exception, string provider, OAuthError? error);

    [LoggerMessage(
        EventId = 19,
        EventName = "SectionUnread",
        Level = LogLevel.Warning,
        Message = "The configuration has {Section}, and no dance of this host is called so: is the name mistyped?")]
    public partial void SectionUnread(string section);

    [LoggerMessage(EventId = 18, EventName = "Transcript", Level = LogLevel.Information, Message = "{Transcript}")]
    public partial void Transcript(string transcript);
}
