using OAuthClient.Http;
using OAuthClient.OAuth2;

namespace OAuthClient.Extensions;

/// <summary>The token of the program itself.</summary>
internal sealed class ApplicationTokens : ClientTokens
{
    private readonly Func<OAuthDance, OAuthSession> _create;
    private readonly bool _needsSecret;

    /// <summary>Creates the tokens of client credentials, or of two legs.</summary>
    /// <param name="scopes">The scopes of the token; null for those of the provider's value.</param>
    public ApplicationTokens(IReadOnlyList<string>? scopes)
    {
        _create = dance => dance.ApplicationSession(scopes);
        _needsSecret = true;
    }

    /// <summary>Creates the tokens of another grant.</summary>
    public ApplicationTokens(OAuthGrant grant, string account) =>
        _create = dance => dance.ApplicationSession(grant, account);

    protected override void CheckTokens(OAuthDance dance)
    {
        var provider = dance.Provider;
        if (_needsSecret && provider is OAuth2Provider { ClientAuthentication: null, ClientSecret.IsEmpty: true })
        {
            var key = $"{ConfiguredDance.Root}:{provider.Name}:ClientSecret";
            throw new InvalidOperationException(
                $"The program cannot log in at '{provider.Name}' as itself: it has no ClientSecret. Set {key} in the "
                + $"configuration ({key.Replace(":", "__", StringComparison.Ordinal)} in the environment) to what "
                + $"{provider.Title} gave you, or ClientAuthentication of the provider.");
        }
        _create(dance);
    }

    public override void AddTo(IList<DelegatingHandler> handlers, string dance, IServiceProvider services)
    {
        handlers.Insert(0, new ApplicationHandler(dance));
        // A handler of the client may name a user too.
        handlers.Add(new ApplicationHandler(dance));
    }

    protected override OAuthHandler CreateTokenHandler(OAuthDance dance) => new(_create(dance));
}
