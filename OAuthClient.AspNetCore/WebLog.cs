using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OAuthClient.AspNetCore;

/// <summary>
/// Writes to the application's log what the web site does with logins. OAuthClient.Extensions writes the logins.
/// </summary>
internal static partial class WebLog
{
    private const string NoUserSignedInMessage =
        "A login ended well, and no user was logged in to the application, for no scheme signs in by a cookie: write "
        + "AddAuthentication(\"cookie\").AddCookie(\"cookie\"), or set SignIn of AddOAuthDance";

    public static void NoUserSignedIn(IServiceProvider services)
    {
        if (CreateLogger(services) is { } log)
            NoUserSignedIn(log);
    }

    public static void ProfileUnread(IServiceProvider services, Exception failure, string provider)
    {
        if (CreateLogger(services) is { } log)
            ProfileUnread(log, failure, provider);
    }

    public static void ProviderDown(IServiceProvider services, string provider, OAuthError error)
    {
        if (CreateLogger(services) is { } log)
            ProviderDown(log, provider, error);
    }

    private static ILogger? CreateLogger(IServiceProvider services) =>
        services.GetService<ILoggerFactory>()?.CreateLogger(typeof(WebLog).Namespace!);

    [LoggerMessage(
        EventId = 2, EventName = "NobodySignedIn", Level = LogLevel.Warning, Message = NoUserSignedInMessage)]
    private static partial void NoUserSignedIn(ILogger log);

    [LoggerMessage(
        EventId = 20,
        EventName = "ProfileUnread",
        Level = LogLevel.Warning,
        Message = "A repeated callback of {Provider} signed no user in, for the account could not be read again")]
    private static partial void ProfileUnread(ILogger log, Exception failure, string provider);

    [LoggerMessage(
        EventId = 21,
        EventName = "ProviderDown",
        Level = LogLevel.Warning,
        Message = "No user can log in with {Provider}, for its issuer's metadata cannot be used: {Error}")]
    private static partial void ProviderDown(ILogger log, string provider, OAuthError error);
}
