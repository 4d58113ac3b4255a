using System.Diagnostics;
using System.Security.Cryptography;

namespace OAuthClient.Storage;

/// <summary>
/// Encrypts the records of a store, and notices when one was changed or put in another's place: AES-256-GCM, in an envelope with a version
/// and the name of its key. It does not notice that an older record was put back in its own place, and hides no length. To change the key,
/// put the new one first and leave the old one behind it: what the old one sealed is read, and sealed anew when it is next written.
/// Immutable, thread-safe; prints without its keys.
/// </summary>
/// <remarks>
/// The envelope: a byte 1; 8 bytes that name the key; a nonce of 12 bytes; a tag of 16; the encrypted record. Each place has a key of its own,
/// made from yours with HKDF-SHA256, so that random nonces do not run out.
/// </remarks>
public sealed class StoreSeal
{
    private const byte Version = 1;
    private const int KeyLength = 32;
    private const int KeyIdEnd = 9;
    private const int NonceEnd = KeyIdEnd + 12;
    private const int TagEnd = NonceEnd + 16;
    private const string HowToMake = "Make one with Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), and keep it where passwords are kept.";

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly Key[] _keys;

    private sealed class Key(byte[] bytes)
    {
        public byte[] Id { get; } = HKDF.DeriveKey(HashAlgorithmName.SHA256, bytes, KeyIdEnd - 1, info: "OAuthClient StoreSeal 1 name"u8.ToArray());

        public AesGcm CipherFor(byte[] place) =>
            new(HKDF.DeriveKey(HashAlgorithmName.SHA256, bytes, KeyLength, info: [.. "OAuthClient StoreSeal 1 record "u8, .. place]), TagEnd - NonceEnd);
    }

    /// <summary>Takes keys of 32 random bytes.</summary>
    /// <param name="keys">The first seals; all open.</param>
    /// <exception cref="ArgumentException">There is none, or one has not 32 bytes, or only zeros.</exception>
    public StoreSeal(params byte[][] keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (keys.Length == 0)
            throw new ArgumentException($"A seal needs a key. {HowToMake}", nameof(keys));
        foreach (var key in keys)
            ThrowIfInvalid(key);
        _keys = [.. keys.Select(key => new Key([.. key]))];
    }

    /// <summary>Takes keys as they are written in settings: 32 random bytes each, in base64, with commas or white space between them.</summary>
    /// <param name="keys">The first seals; all open.</param>
    /// <returns>The seal.</returns>
    /// <exception cref="ArgumentException">There is none, or one is not base64, or has not 32 bytes.</exception>
    public static StoreSeal Parse(Secret keys) =>
        new([.. keys.Reveal().Split([',', ' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(DecodeKey)]);

    /// <summary>Seals a record.</summary>
    /// <param name="record">What <see cref="StoreFormat"/> wrote, or anything else.</param>
    /// <param name="place">Where it will lie, such as the row's key: there, and nowhere else, it can be opened. It is not hidden.</param>
    /// <returns>The envelope, 37 bytes longer than the record.</returns>
    public byte[] Seal(ReadOnlySpan<byte> record, string place)
    {
        var envelope = new byte[TagEnd + record.Length];
        envelope[0] = Version;
        _keys[0].Id.CopyTo(envelope, 1);
        var nonce = envelope.AsSpan(KeyIdEnd..NonceEnd);
        RandomNumberGenerator.Fill(nonce);
        var where = KeyDigest.StrictUtf8.GetBytes(place);
        using var cipher = _keys[0].CipherFor(where);
        cipher.Encrypt(nonce, record, envelope.AsSpan(TagEnd), envelope.AsSpan(NonceEnd..TagEnd), [.. envelope.AsSpan(..KeyIdEnd), .. where]);
        return envelope;
    }

    /// <summary>Opens a record.</summary>
    /// <param name="envelope">What <see cref="Seal"/> made.</param>
    /// <param name="place">Where it lies.</param>
    /// <returns>The record.</returns>
    /// <exception cref="DamagedRecordException">It is not sealed, was cut off or changed, lay in another place, or its key is missing.</exception>
    public byte[] Open(ReadOnlySpan<byte> envelope, string place)
    {
        if (envelope.Length > 0 && envelope[0] != Version)
            throw new DamagedRecordException("The record is not sealed, or a later version sealed it.");
        if (envelope.Length < TagEnd)
            throw new DamagedRecordException("The sealed record was cut off.");
        var key = FindKey(envelope[1..KeyIdEnd]);
        var where = KeyDigest.StrictUtf8.GetBytes(place);
        var record = new byte[envelope.Length - TagEnd];
        using var cipher = key.CipherFor(where);
        try
        {
            cipher.Decrypt(envelope[KeyIdEnd..NonceEnd], envelope[TagEnd..], envelope[NonceEnd..TagEnd], record, [.. envelope[..KeyIdEnd], .. where]);
        }
        catch (CryptographicException broken)
        {
            throw new DamagedRecordException("The sealed record was cut off or changed, or lay in another place.", broken);
        }
        return record;
    }

    /// <summary>What may be told: no key.</summary>
    /// <returns>How many keys there are, and the name of the one that seals.</returns>
    public override string ToString() => $"StoreSeal {{ {_keys.Length} keys, seals with {Convert.ToHexStringLower(_keys[0].Id)} }}";

    private Key FindKey(ReadOnlySpan<byte> name)
    {
        foreach (var key in _keys)
        {
            if (name.SequenceEqual(key.Id))
                return key;
        }
        throw new DamagedRecordException($"The record is sealed with the key {Convert.ToHexStringLower(name)}, which is not given; or it was changed. Give that key too, behind the first.");
    }

    private static byte[] DecodeKey(string text, int index)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        // What the parser says may quote the key.
        catch (FormatException)
        {
            throw new ArgumentException($"Key {index + 1} is not base64. {HowToMake}");
        }
    }

    private static void ThrowIfInvalid(byte[] key)
    {
        if (key?.Length != KeyLength)
            throw new ArgumentException($"A key has {KeyLength} bytes, this one has {key?.Length ?? 0}. {HowToMake}");
        if (!key.AsSpan().ContainsAnyExcept((byte)0))
            throw new ArgumentException($"A key of zeros keeps no secret. {HowToMake}");
    }
}
