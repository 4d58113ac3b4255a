using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;

namespace OAuthClient.AspNetCore.Scheme;

/// <summary>Keeps the properties of a challenge in its login, where no browser sees them.</summary>
internal static class SchemeProperties
{
    private const string Prefix = "scheme:";
    private const string RedirectKey = ".redirect";

    public static OAuthBeginOptions ToBeginOptions(AuthenticationProperties properties) => new()
    {
        ReturnUrl = DancePaths.EscapeQuery(properties.RedirectUri ?? "/"),
        Scopes = [.. properties.GetParameter<ICollection<string>>(OAuthChallengeProperties.ScopeKey) ?? []],
        Data = properties.Items
            .Where(item => item is { Key: not RedirectKey, Value: not null })
            .ToDictionary(item => Prefix + item.Key, item => (Secret)item.Value),
    };

    public static AuthenticationProperties FromData(IReadOnlyDictionary<string, Secret> data) => new(
        data.Where(entry => entry.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(entry => entry.Key[Prefix.Length..], string? (entry) => entry.Value.Reveal()));
}
