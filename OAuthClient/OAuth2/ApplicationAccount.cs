using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>
/// The account of an application token. Tokens for other scopes, resources or parameters, and by other grants, have
/// other accounts, so that none is used in the place of another.
/// </summary>
internal static class ApplicationAccount
{
    /// <param name="provider">The provider.</param>
    /// <param name="grant">The grant.</param>
    /// <param name="account">The caller's name for the token; null for client credentials.</param>
    public static string Create(OAuth2Provider provider, OAuth2Grant grant, string? account)
    {
        var scopes = grant.Scopes.Count > 0 ? grant.Scopes : provider.Scopes;
        string[][] targets =
        [
            [.. scopes.Order(StringComparer.Ordinal)],
            [.. provider.Resources.Order(StringComparer.Ordinal)],
            [
                .. provider.TokenParameters.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                    .SelectMany(pair => new[] { pair.Key, pair.Value }),
            ],
            provider.AuthorizationDetails is { } details ? [details] : [],
        ];
        return account is null && targets.All(part => part.Length == 0)
            ? TokenKey.DefaultAccount
            : $"application {Sha256Digest.ComputeParts([account is null ? [] : [grant.Name, account], .. targets])}";
    }
}
