using OAuthClient.Http;
using OAuthClient.OAuth2;

namespace OAuthClient.Extensions;

/// <summary>The token of the program itself.</summary>
/// <param name="scopes">The scopes of the token; null for those of the provider's value.</param>
internal sealed class ApplicationTokens(IReadOnlyList<string>? scopes) : ClientTokens
{
    public override void Check(OAuthDance dance)
    {
        var provider = dance.Provider;
        if (provider is OAuth2Provider { ClientAuthentication: null, ClientSecret.IsEmpty: true })
        {
            var key = $"{ConfiguredDance.Root}:{provider.Name}:ClientSecret";
            throw new InvalidOperationException(
                $"The program cannot log in at '{provider.Name}' as itself: it has no ClientSecret. Set {key} in the "
                + $"configuration ({key.Replace(":", "__", StringComparison.Ordinal)} in the environment) to what "
                + $"{provider.Title} gave you, or ClientAuthentication of the provider.");
        }
        dance.ApplicationSession(scopes);
    }

    public override void AddTo(IList<DelegatingHandler> handlers, string dance, IServiceProvider services)
    {
        handlers.Insert(0, new ApplicationHandler(dance));
        // A handler of the client may name a user too.
        handlers.Add(new ApplicationHandler(dance));
    }

    public override OAuthHandler CreateHandler(OAuthDance dance) => new(dance.ApplicationSession(scopes));
}
