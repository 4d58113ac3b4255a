using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace OAuthClient.Redis;

/// <summary>
/// The names of what lies in Redis. Whatever comes from outside is escaped, so that no two things have one name. All that one script
/// touches has one hash tag, the part in braces, and so lies on one node of a cluster.
/// </summary>
internal sealed class RedisKeyNames
{
    private readonly string _prefix;

    public RedisKeyNames(string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        if (prefix.AsSpan().ContainsAny('{', '}'))
            throw new ArgumentException("The prefix has a brace; the braces around a hash tag are the store's own. Leave it out.", nameof(prefix));
        _prefix = prefix;
    }

    public RedisKey Token(TokenKey key) => $"{_prefix}:token:{HashTag(key)}";

    public RedisKey Lease(TokenKey key) => $"{_prefix}:lease:{HashTag(key)}";

    // By digests: a name comes up in the server's logs and in what is thrown, and whoever knows a handle could bring its callback.
    // Who begins and who finishes know a dance by different names, so all of them share one tag. They are few, small, and soon gone.
    public RedisKey Dance(string handle) => $"{{{_prefix}:dances}}:dance:{Digest(handle)}";

    public RedisKey Browser(string browser) => $"{{{_prefix}:dances}}:browser:{Digest(browser)}";

    /// <summary>All dances, by when they go.</summary>
    public RedisKey DancesByExpiry => $"{{{_prefix}:dances}}";

    private static string HashTag(TokenKey key) => $"{{{Escape(key.Provider)}/{Escape(key.ClientId)}/{Escape(key.User.Id)}/{Escape(key.Account)}}}";

    private static string Digest(string text) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Escape(string? text)
    {
        var escaped = new StringBuilder();
        foreach (var letter in text ?? "")
        {
            if (char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_' or '~' or '@')
                escaped.Append(letter);
            else
                escaped.Append(CultureInfo.InvariantCulture, $"%{(int)letter:x4}");
        }
        return escaped.ToString();
    }
}
