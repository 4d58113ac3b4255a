using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OAuthClient.AspNetCore;

/// <summary>
/// Writes to the application's log what the web site does with logins. OAuthClient.Extensions writes the logins.
/// </summary>
internal static partial class WebLog
{
    private const string NoUserSignedInMessage =
        "A login ended well, and no user was logged in to the application: "
        + "its users are not known by a cookie, so say in SignIn of AddOAuthDance how they are";

    public static void NoUserSignedIn(IServiceProvider services)
    {
        if (CreateLogger(services) is { } log)
            NoUserSignedIn(log);
    }

    private static ILogger? CreateLogger(IServiceProvider services) =>
        services.GetService<ILoggerFactory>()?.CreateLogger(typeof(WebLog).Namespace!);

    [LoggerMessage(
        EventId = 2, EventName = "NobodySignedIn", Level = LogLevel.Warning, Message = NoUserSignedInMessage)]
    private static partial void NoUserSignedIn(ILogger log);
}
