using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace OAuthClient.AspNetCore;

/// <summary>
/// The encrypted browser keys of a browser, in session cookies that scripts cannot read: one cookie for each login, and
/// at most ten.
/// </summary>
/// <param name="protection">Encrypts the keys. Machines that share logins share its keys.</param>
/// <param name="isSecure">Whether browsers reach the application over https.</param>
/// <param name="time">The clock that tells which cookie is the oldest.</param>
internal sealed class BrowserKeyCookies(IDataProtectionProvider protection, bool isSecure, TimeProvider time)
{
    private const int MaxCount = 10;
    private const string HostPrefix = "__Host-";
    private const string DefaultName = "oauth";
    // No key has it.
    private const string NoteMark = "\n";
    // An earlier version wrote these for callbacks that are posted.
    private const string FormerName = "oauth-post";

    private static readonly string[] Names =
        [DefaultName, FormerName, HostPrefix + DefaultName, HostPrefix + FormerName];

    // The key of an HttpContext item, which says that the request's keys were deleted.
    private static readonly object IsForgotten = new();

    private readonly IDataProtector _protector = protection.CreateProtector("OAuthClient.AspNetCore.BrowserKey");
    private readonly string _name = isSecure ? HostPrefix + DefaultName : DefaultName;

    private readonly record struct BrowserKey(string Cookie, Secret Key, long WrittenAt, string Note);

    /// <summary>
    /// Deletes every browser key that the browser has sent, whichever dance wrote it. The rest of the request knows
    /// none of them.
    /// </summary>
    public static void DeleteAll(HttpContext context)
    {
        foreach (var cookie in FindSent(context))
            Delete(context, cookie.Key);
        context.Items[IsForgotten] = true;
    }

    /// <summary>The browser key of the newest login of this kind; empty when the browser has none.</summary>
    public Secret ReadNewest(HttpContext context) => ReadAll(context).FirstOrDefault().Key;

    /// <summary>
    /// The browser key of a login. A browser that has lost the login's own cookie may have the key in a later one,
    /// because its logins share a key.
    /// </summary>
    public Secret Read(HttpContext context, string? login)
    {
        var keys = ReadAll(context);
        var own = login is null ? null : CookieOf(login);
        return keys.Find(key => key.Cookie == own) is { Cookie: not null } found ? found.Key : ReadNewest(context);
    }

    /// <summary>The note beside the key of a login; empty when there is none.</summary>
    public string ReadNote(HttpContext context, string login) =>
        ReadAll(context).Find(key => key.Cookie == CookieOf(login)).Note ?? "";

    /// <summary>Writes the key of a login that has begun, and deletes the oldest keys beyond ten.</summary>
    /// <param name="context">The request.</param>
    /// <param name="login">The name of the login's cookie.</param>
    /// <param name="key">The browser key.</param>
    /// <param name="note">A text that the callback of the login needs, however often it comes.</param>
    public void Write(HttpContext context, string login, Secret key, string note)
    {
        foreach (var old in FindBeyond(context, MaxCount - 1))
            Delete(context, old);
        var writtenAt = time.GetUtcNow().ToUnixTimeMilliseconds();
        var text = string.Create(
            CultureInfo.InvariantCulture, $"{writtenAt}.{key.Reveal()}{(note.Length > 0 ? NoteMark + note : "")}");
        context.Response.Cookies.Append(CookieOf(login), _protector.Protect(text), CreateOptions());
    }

    /// <summary>Ends the key of a login that has ended, after the time in which its callback may be repeated.</summary>
    public void Expire(HttpContext context, string login, TimeSpan replayWindow)
    {
        var cookie = CookieOf(login);
        if (context.Request.Cookies[cookie] is not { Length: > 0 } value)
            return;
        var options = CreateOptions();
        options.MaxAge = replayWindow;
        context.Response.Cookies.Append(cookie, value, options);
    }

    private static bool Belongs(string cookie, string name) =>
        cookie == name || (cookie.StartsWith(name, StringComparison.Ordinal) && cookie[name.Length] == '.');

    private static void Delete(HttpContext context, string cookie)
    {
        // A browser ignores a cookie with this prefix, or with SameSite=None, that is not secure.
        var isPlain = Belongs(cookie, DefaultName);
        context.Response.Cookies.Delete(cookie, new() { Path = "/", Secure = !isPlain });
    }

    // The login's name ends in a digest of its state, behind a period.
    private string CookieOf(string login) => _name + login[login.LastIndexOf('.')..];

    private IEnumerable<string> FindBeyond(HttpContext context, int count)
    {
        var readable = Names.SelectMany(name => ReadAll(context, name))
            .OrderByDescending(key => key.WrittenAt)
            .Select(key => key.Cookie)
            .ToArray();
        var all = FindSent(context).Select(cookie => cookie.Key);
        return readable.Concat(all.Except(readable)).Skip(count);
    }

    private static IEnumerable<KeyValuePair<string, string>> FindSent(HttpContext context) =>
        context.Items.ContainsKey(IsForgotten)
            ? []
            : context.Request.Cookies.Where(cookie => Names.Any(name => Belongs(cookie.Key, name)));

    private List<BrowserKey> ReadAll(HttpContext context) =>
        [.. ReadAll(context, _name).OrderByDescending(key => key.WrittenAt)];

    // A browser sends its oldest cookie first: the order decides between cookies of the same time.
    private IEnumerable<BrowserKey> ReadAll(HttpContext context, string name) =>
        from cookie in FindSent(context).Reverse()
        where Belongs(cookie.Key, name)
        let key = Decrypt(cookie.Key, cookie.Value)
        where !key.Key.IsEmpty
        select key;

    private BrowserKey Decrypt(string cookie, string value)
    {
        try
        {
            var (text, note) = Split(_protector.Unprotect(value));
            var period = text.IndexOf('.', StringComparison.Ordinal);
            // An earlier version wrote no time.
            return long.TryParse(text.AsSpan(0, Math.Max(0, period)), CultureInfo.InvariantCulture, out var writtenAt)
                ? new(cookie, text[(period + 1)..], writtenAt, note)
                : new(cookie, text, 0, note);
        }
        // A cookie encrypted with a lost key, or by another program, counts as no cookie.
        catch (CryptographicException)
        {
            return default;
        }
    }

    private static (string Text, string Note) Split(string content)
    {
        var parts = content.Split(NoteMark, 2);
        return (parts[0], parts.Length > 1 ? parts[1] : "");
    }

    private CookieOptions CreateOptions() => new()
    {
        HttpOnly = true,
        IsEssential = true,
        Path = "/",
        Secure = isSecure,
        SameSite = SameSiteMode.Lax,
    };
}
