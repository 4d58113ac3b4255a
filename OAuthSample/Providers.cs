using OAuthClient.Testing;

namespace OAuthSample;

/// <summary>The providers that users can log in with.</summary>
internal static class Providers
{
    public const string OAuth2 = "pretend";
    public const string OAuth1 = "pretend1";
    public const string FormPost = "pretendpost";

    public static readonly string[] Names = [OAuth2, OAuth1, FormPost];

    public static string TitleOf(string name) => name switch
    {
        OAuth1 => "Pretend, OAuth 1",
        FormPost => "Pretend, posting back",
        _ => "Pretend",
    };

    /// <summary>The pretend provider: the one at the address, or a new one in this process.</summary>
    public static PretendProvider Start(string? url) => url is null ? PretendProvider.Listen() : new(url);
}
