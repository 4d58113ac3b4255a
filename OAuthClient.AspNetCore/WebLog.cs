using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OAuthClient.AspNetCore;

/// <summary>What is written to the application's log: why logins fail, in our words and the provider's, without secrets.</summary>
internal static partial class WebLog
{
    /// <summary>Writes down each login of a dance that fails from now on.</summary>
    public static void Keep(OAuthDance dance, IServiceProvider services)
    {
        if (Of(services) is not { } log)
            return;
        dance.Signals.Error.Connect((OAuthDance sender, OAuthErrorArgs failure) =>
        {
            var level = LevelOf(failure);
            if (log.IsEnabled(level))
                Failed(log, level, failure.Exception, sender.Provider.Name, failure.Error);
        });
    }

    public static void NobodySignedIn(IServiceProvider services)
    {
        if (Of(services) is { } log)
            NobodySignedIn(log);
    }

    private static ILogger? Of(IServiceProvider services) => services.GetService<ILoggerFactory>()?.CreateLogger(typeof(WebLog).Namespace!);

    private static LogLevel LevelOf(OAuthErrorArgs failure) => failure switch
    {
        { Exception: not null } => LogLevel.Error,
        { Error.Code: OAuthErrorCode.AccessDenied } => LogLevel.Information,
        _ => LogLevel.Warning,
    };

    [LoggerMessage(EventId = 1, EventName = "LoginFailed", Message = "A login with {Provider} failed: {Error}")]
    private static partial void Failed(ILogger log, LogLevel level, Exception? exception, string provider, OAuthError error);

    [LoggerMessage(EventId = 2, EventName = "NobodySignedIn", Level = LogLevel.Warning, Message = "A login ended well, and nobody was logged in to the application: its users are not known by a cookie, so say in SignIn of AddOAuthDance how they are")]
    private static partial void NobodySignedIn(ILogger log);
}
