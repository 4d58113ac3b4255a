using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OAuthClient.Storage;
using StackExchange.Redis;

namespace OAuthClient.Redis;

/// <summary>
/// The names of the keys in Redis. Text from outside is escaped, so that no two records share a name.
/// </summary>
/// <remarks>
/// All keys of one script have the same hash tag, the part in braces, and so lie on one node of a cluster.
/// </remarks>
internal sealed class RedisKeyNames
{
    private readonly string _prefix;

    public RedisKeyNames(string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        if (prefix.AsSpan().ContainsAny('{', '}'))
        {
            throw new ArgumentException(
                "The prefix has a brace; the braces around a hash tag are the store's own. Leave it out.",
                nameof(prefix));
        }
        _prefix = prefix;
    }

    /// <summary>The key of the sorted set of all dances, sorted by when they expire.</summary>
    public RedisKey DancesByExpiry => $"{{{_prefix}:dances}}";

    public RedisKey Token(TokenKey key) => $"{_prefix}:token:{HashTag(key)}";

    public RedisKey Lease(TokenKey key) => $"{_prefix}:lease:{HashTag(key)}";

    public RedisKey Registration(RegistrationKey key) => $"{_prefix}:registration:{{{StoreFormat.NameOf(key)}}}";

    public RedisKey RegistrationLease(RegistrationKey key) =>
        $"{_prefix}:registration-lease:{{{StoreFormat.NameOf(key)}}}";

    // Names appear in the server's logs and in exceptions, and an id is a secret: it would let a reader forge a
    // callback. A script changes a dance and its browser's list together, so all of them share one hash tag.
    public RedisKey Dance(string id) => $"{{{_prefix}:dances}}:dance:{Digest(id)}";

    public RedisKey Browser(string browserKeyDigest) => $"{{{_prefix}:dances}}:browser:{Digest(browserKeyDigest)}";

    private static string HashTag(TokenKey key) =>
        $"{{{Escape(key.Provider)}/{Escape(key.ClientId)}/{Escape(key.User.Id)}/{Escape(key.Account)}}}";

    private static string Digest(string text) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Escape(string? text)
    {
        var escaped = new StringBuilder();
        foreach (var character in text ?? "")
        {
            if (char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_' or '~' or '@')
                escaped.Append(character);
            else
                escaped.Append(CultureInfo.InvariantCulture, $"%{(int)character:x4}");
        }
        return escaped.ToString();
    }
}
