namespace OAuthClient.Http;

/// <summary>What calls as; some providers refuse calls without it.</summary>
internal static class UserAgent
{
    public const string HeaderName = "User-Agent";

    public static string Value { get; } = $"OAuthSignals/{typeof(UserAgent).Assembly.GetName().Version?.ToString(2)}";
}
