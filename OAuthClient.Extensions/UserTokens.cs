using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OAuthClient.Http;

namespace OAuthClient.Extensions;

/// <summary>The token of the user whom a call names, or else of the current user.</summary>
/// <param name="user">Gets the current user, for this client; null for the one of the host's options.</param>
internal sealed class UserTokens(Func<IServiceProvider, OAuthUser>? user) : ClientTokens
{
    protected override void CheckTokens(OAuthDance dance) { }

    public override void AddTo(IList<DelegatingHandler> handlers, string dance, IServiceProvider services)
    {
        var find = user ?? services.GetRequiredService<IOptionsMonitor<OAuthHostOptions>>().Get(dance).CurrentUser;
        handlers.Insert(0, new CurrentUserHandler(dance, find is null ? null : new CurrentUser(services, find)));
    }

    protected override OAuthHandler CreateTokenHandler(OAuthDance dance) => new(dance);
}
