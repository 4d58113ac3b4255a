using OAuthClient;

namespace OAuthHarness.Profiles;

/// <summary>A provider, a client of it, and where its tokens are kept: what a command needs, under a name.</summary>
internal sealed record Profile
{
    /// <summary>The name: letters, digits, hyphens, underscores and periods.</summary>
    public required string Name { get; init; }

    /// <summary>The name of a preset, such as <c>github</c>; null without one.</summary>
    public string? Preset { get; init; }

    /// <summary>The issuer whose metadata describes the provider; null without one.</summary>
    public string? Issuer { get; init; }

    /// <summary>The options of the preset, such as its host.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The fields of <c>OAuth2Provider.FromFields</c> or <c>OAuth1Provider.FromFields</c>: the whole provider without a
    /// preset and an issuer, or what replaces their values.
    /// </summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    public string ClientId { get; init; } = "";

    /// <summary>The client secret, or <c>env:NAME</c> for one in the environment. It is sealed in the file.</summary>
    public Secret ClientSecret { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The redirect URI; a loopback address without a port gets a free one. Null for the usual.</summary>
    public string? RedirectUri { get; init; }

    /// <summary>
    /// The store of tokens: <c>files</c>, <c>sqlite:FILE</c>, <c>postgresql:CONNECTION</c> or
    /// <c>redis:CONNECTION</c>.
    /// </summary>
    public string Store { get; init; } = "files";

    /// <summary>The user's account at the provider, for users with several.</summary>
    public string Account { get; init; } = TokenKey.DefaultAccount;
}
