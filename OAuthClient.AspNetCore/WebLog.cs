using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OAuthClient.AspNetCore;

/// <summary>
/// Writes to the application's log why logins fail, without secrets.
/// </summary>
internal static partial class WebLog
{
    private const string NoUserSignedInMessage =
        "A login ended well, and no user was logged in to the application: "
        + "its users are not known by a cookie, so say in SignIn of AddOAuthDance how they are";

    /// <summary>Logs each failed login of a dance from now on.</summary>
    public static void LogFailures(OAuthDance dance, IServiceProvider services)
    {
        if (CreateLogger(services) is not { } log)
            return;
        dance.Signals.Error.Connect((OAuthDance sender, ErrorArgs failure) =>
        {
            var level = LevelOf(failure);
            if (log.IsEnabled(level))
                LoginFailed(log, level, failure.Exception, sender.Provider.Name, failure.Error);
        });
    }

    public static void NoUserSignedIn(IServiceProvider services)
    {
        if (CreateLogger(services) is { } log)
            NoUserSignedIn(log);
    }

    private static ILogger? CreateLogger(IServiceProvider services) =>
        services.GetService<ILoggerFactory>()?.CreateLogger(typeof(WebLog).Namespace!);

    private static LogLevel LevelOf(ErrorArgs failure) => failure switch
    {
        { Exception: not null } => LogLevel.Error,
        { Error.Code: OAuthErrorCode.AccessDenied or OAuthErrorCode.InteractionRequired } => LogLevel.Information,
        _ => LogLevel.Warning,
    };

    [LoggerMessage(EventId = 1, EventName = "LoginFailed", Message = "A login with {Provider} failed: {Error}")]
    private static partial void LoginFailed(
        ILogger log, LogLevel level, Exception? exception, string provider, OAuthError error);

    [LoggerMessage(
        EventId = 2, EventName = "NobodySignedIn", Level = LogLevel.Warning, Message = NoUserSignedInMessage)]
    private static partial void NoUserSignedIn(ILogger log);
}
