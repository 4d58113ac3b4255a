using Flurl.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using OAuthClient.AspNetCore;

namespace OAuthClient.Tests.Web;

/// <summary>A controller whose endpoints need the user's token.</summary>
[RequireOAuth("pretend")]
[Route("marked")]
public class RequireOAuthController : Controller
{
    [HttpGet]
    public async Task<string> GetAsync([FromKeyedServices("pretend")] OAuthSession session) =>
        await session.Request("me").GetStringAsync();

    /// <summary>Ends the session, and then still calls the API.</summary>
    [HttpGet("ended")]
    public async Task<string> SignOutAndCallAsync([FromKeyedServices("pretend")] OAuthSession session)
    {
        await session.SignOutAsync();
        return await GetAsync(session);
    }
}
