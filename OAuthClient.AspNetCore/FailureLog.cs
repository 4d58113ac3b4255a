using Microsoft.Extensions.Logging;

namespace OAuthClient.AspNetCore;

/// <summary>Writes down why logins fail: our words and the provider's, without secrets.</summary>
internal static partial class FailureLog
{
    public static void Keep(OAuthDance dance, ILogger log) => dance.Signals.Error.From(dance).Connect((OAuthDance sender, OAuthErrorArgs failure) =>
    {
        var level = LevelOf(failure);
        if (log.IsEnabled(level))
            Write(log, level, failure.Exception, sender.Provider.Name, failure.Error);
    });

    private static LogLevel LevelOf(OAuthErrorArgs failure) => failure switch
    {
        { Exception: not null } => LogLevel.Error,
        { Error.Code: OAuthErrorCode.AccessDenied } => LogLevel.Information,
        _ => LogLevel.Warning,
    };

    [LoggerMessage(EventId = 1, EventName = "LoginFailed", Message = "A login with {Provider} failed: {Error}")]
    private static partial void Write(ILogger log, LogLevel level, Exception? exception, string provider, OAuthError error);
}
