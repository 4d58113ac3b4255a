using Microsoft.AspNetCore.Http;

namespace OAuthClient.AspNetCore;

/// <summary>A cookie that tells for a minute that something has happened in a browser. It protects nothing.</summary>
internal sealed class MinuteCookie(string name, bool isSecure)
{
    public bool IsIn(HttpContext context) => context.Request.Cookies.ContainsKey(name);

    public void Write(HttpContext context) => context.Response.Cookies.Append(name, "1", CreateOptions());

    public void Delete(HttpContext context) => context.Response.Cookies.Delete(name, CreateOptions());

    private CookieOptions CreateOptions() => new()
    {
        HttpOnly = true,
        IsEssential = true,
        Secure = isSecure,
        Path = "/",
        MaxAge = TimeSpan.FromMinutes(1),
        SameSite = SameSiteMode.Lax,
    };
}
