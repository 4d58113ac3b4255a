using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>The values of placeholders in the token request of a login.</summary>
internal sealed class LoginValues(OAuth2Provider provider, OAuthCallback callback, PendingDance pending)
{
    public string? Find(string placeholder) => placeholder switch
    {
        "scope" => string.Join(provider.ScopeJoiner, pending.Scope.Split(' ')),
        "redirect_uri" => provider.Quirks.RedirectUriAlias ?? pending.RedirectUri,
        "client_id" => provider.ClientId,
        _ when placeholder.StartsWith(ParameterTemplate.CallbackPrefix, StringComparison.Ordinal) =>
            callback[placeholder[ParameterTemplate.CallbackPrefix.Length..]],
        _ => null,
    };
}
