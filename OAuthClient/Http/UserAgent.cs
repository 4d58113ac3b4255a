namespace OAuthClient.Http;

/// <summary>The User-Agent of this library. Some providers refuse calls without one.</summary>
internal static class UserAgent
{
    public const string HeaderName = "User-Agent";

    public static string HeaderValue { get; } = $"OAuthSignals/{typeof(UserAgent).Assembly.GetName().Version?.ToString(2)}";
}
