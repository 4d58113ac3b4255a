using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>
/// The account of an application token. Tokens for other scopes, resources or parameters have other accounts, so that
/// none is used in the place of another.
/// </summary>
internal static class ApplicationAccount
{
    // Every store keeps an account of this length.
    private const int MaxLength = 100;

    public static string Create(OAuth2Provider provider, OAuth2Grant grant)
    {
        var scopes = grant.Scopes.Count > 0 ? grant.Scopes : provider.Scopes;
        var parts = scopes.Order(StringComparer.Ordinal)
            .Concat(provider.Resources.Select(resource => $"resource={resource}"))
            .Concat(provider.TokenParameters.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => $"{pair.Key}={pair.Value}"))
            .Append(provider.AuthorizationDetails ?? "");
        var text = string.Join(' ', parts).TrimEnd();
        return text.Length switch
        {
            0 => TokenKey.DefaultAccount,
            <= MaxLength => text,
            _ => Sha256Digest.ComputeUtf16(text),
        };
    }
}
