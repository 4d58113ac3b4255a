using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace OAuthClient.AspNetCore;

/// <summary>The key of a browser, sealed, in a cookie that no script reads and that lasts as long as the browser is open.</summary>
/// <param name="protection">What seals it. Machines that share logins share its keys.</param>
/// <param name="isSecure">Whether browsers come by https.</param>
/// <param name="isPosted">Whether another site posts the callback, so that the cookie has to come along.</param>
internal sealed class BrowserKeyCookie(IDataProtectionProvider protection, bool isSecure, bool isPosted)
{
    private const string HostPrefix = "__Host-", DefaultName = "oauth", FormPostName = "oauth-post";
    private readonly IDataProtector _protector = protection.CreateProtector("OAuthClient.AspNetCore.BrowserKey");
    private readonly string _name = $"{(isSecure ? HostPrefix : "")}{(isPosted ? FormPostName : DefaultName)}";

    /// <summary>Takes the keys away from a browser, all that it has.</summary>
    public static void DeleteAll(HttpContext context)
    {
        string[] names = [DefaultName, FormPostName, HostPrefix + DefaultName, HostPrefix + FormPostName];
        foreach (var name in names.Where(context.Request.Cookies.ContainsKey))
            context.Response.Cookies.Delete(name, new() { Path = "/", Secure = name != DefaultName });
    }

    public Secret Read(HttpContext context)
    {
        try
        {
            return context.Request.Cookies[_name] is { Length: > 0 } value ? _protector.Unprotect(value) : default(Secret);
        }
        // Sealed with a key that is gone, or not by us: as good as none.
        catch (CryptographicException)
        {
            return default;
        }
    }

    public void Write(HttpContext context, Secret key) => context.Response.Cookies.Append(_name, _protector.Protect(key.Reveal()), new()
    {
        HttpOnly = true,
        IsEssential = true,
        Path = "/",
        // Browsers take SameSite=None only with Secure, and Secure also from this very machine.
        Secure = isSecure || isPosted,
        SameSite = isPosted ? SameSiteMode.None : SameSiteMode.Lax,
    });
}
