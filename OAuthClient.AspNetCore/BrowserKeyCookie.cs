using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace OAuthClient.AspNetCore;

/// <summary>The encrypted browser key in a session cookie that scripts cannot read.</summary>
/// <param name="protection">Encrypts the key. Machines that share logins share its keys.</param>
/// <param name="isSecure">Whether browsers reach the application over https.</param>
/// <param name="isPosted">
/// Whether the provider's page posts the callback, so that a cross-site POST must carry the cookie.
/// </param>
internal sealed class BrowserKeyCookie(IDataProtectionProvider protection, bool isSecure, bool isPosted)
{
    private const string HostPrefix = "__Host-";
    private const string DefaultName = "oauth";
    private const string FormPostName = "oauth-post";

    private readonly IDataProtector _protector = protection.CreateProtector("OAuthClient.AspNetCore.BrowserKey");
    private readonly string _name = (isSecure, isPosted) switch
    {
        (true, true) => HostPrefix + FormPostName,
        (true, false) => HostPrefix + DefaultName,
        (false, true) => FormPostName,
        (false, false) => DefaultName,
    };

    /// <summary>Deletes every browser key that the browser has sent, whichever dance wrote it.</summary>
    public static void DeleteAll(HttpContext context)
    {
        string[] names = [DefaultName, FormPostName, HostPrefix + DefaultName, HostPrefix + FormPostName];
        foreach (var name in names.Where(context.Request.Cookies.ContainsKey))
            context.Response.Cookies.Delete(name, new() { Path = "/", Secure = name != DefaultName });
    }

    public Secret Read(HttpContext context)
    {
        if (context.Request.Cookies[_name] is not { Length: > 0 } value)
            return default;
        try
        {
            return _protector.Unprotect(value);
        }
        // A cookie encrypted with a lost key, or by another program, counts as no cookie.
        catch (CryptographicException)
        {
            return default;
        }
    }

    public void Write(HttpContext context, Secret key)
    {
        var options = new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            Path = "/",
            // Browsers take SameSite=None only with Secure, and accept Secure from http://localhost too.
            Secure = isSecure || isPosted,
            SameSite = isPosted ? SameSiteMode.None : SameSiteMode.Lax,
        };
        context.Response.Cookies.Append(_name, _protector.Protect(key.Reveal()), options);
    }
}
