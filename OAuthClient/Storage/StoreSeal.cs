using System.Diagnostics;
using System.Security.Cryptography;

namespace OAuthClient.Storage;

/// <summary>
/// Encrypts the records of a store with AES-256-GCM, and detects a record that was changed or copied to another
/// context. Immutable and thread-safe. Prints without its keys.
/// </summary>
/// <remarks>
/// <para>
/// The seal does not detect that an older record was put back in its own context, and does not hide the length of a
/// record.
/// </para>
/// <para>
/// To change the key, put the new key first and keep the old one behind it. Records of the old key stay readable, and
/// are sealed with the new key when they are next written.
/// </para>
/// <para>
/// The envelope: the byte 1; a key id of 8 bytes; a nonce of 12 bytes; a tag of 16 bytes; the encrypted record. Each
/// context has its own key, derived from yours with HKDF-SHA256, so random nonces do not run out.
/// </para>
/// </remarks>
public sealed class StoreSeal
{
    private const byte Version = 1;
    private const int KeyLength = 32;
    private const int KeyIdEnd = 9;
    private const int NonceEnd = KeyIdEnd + 12;
    private const int TagEnd = NonceEnd + 16;
    private const string HowToMake =
        "Make one with 'openssl rand -base64 32', or Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), "
        + "and keep it where passwords are kept.";

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly Key[] _keys;

    private sealed class Key(byte[] bytes)
    {
        public byte[] Id { get; } = HKDF.DeriveKey(
            HashAlgorithmName.SHA256, bytes, KeyIdEnd - 1, info: "OAuthClient StoreSeal 1 name"u8.ToArray());

        public AesGcm CipherFor(byte[] context)
        {
            byte[] info = [.. "OAuthClient StoreSeal 1 record "u8, .. context];
            return new(HKDF.DeriveKey(HashAlgorithmName.SHA256, bytes, KeyLength, info: info), TagEnd - NonceEnd);
        }
    }

    /// <summary>Creates a seal from keys of 32 random bytes.</summary>
    /// <param name="keys">The keys: the first one seals, all of them open.</param>
    /// <exception cref="ArgumentException">There is no key, or a key has not 32 bytes, or only zeros.</exception>
    public StoreSeal(params byte[][] keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (keys.Length == 0)
            throw new ArgumentException($"There is no key to seal with: the setting that has it is missing or empty. {HowToMake}", nameof(keys));
        foreach (var key in keys)
            ThrowIfInvalid(key);
        _keys = [.. keys.Select(key => new Key([.. key]))];
    }

    /// <summary>
    /// Creates a seal from keys as a settings file holds them: 32 random bytes each, in base64, separated by commas or
    /// white space.
    /// </summary>
    /// <param name="keys">The keys: the first one seals, all of them open.</param>
    /// <returns>The seal.</returns>
    /// <exception cref="ArgumentException">
    /// There is no key, or a key is not base64, has not 32 bytes, or only zeros.
    /// </exception>
    public static StoreSeal Parse(Secret keys)
    {
        var texts = keys.Reveal().Split([',', ' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return new([.. texts.Select(DecodeKey)]);
    }

    /// <summary>Seals a record.</summary>
    /// <param name="record">A record of <see cref="StoreFormat"/>, or any other bytes.</param>
    /// <param name="context">
    /// Where the record will be stored, such as the key of its row. The record opens only with the same context. The
    /// context is not hidden.
    /// </param>
    /// <returns>The envelope, 37 bytes longer than the record.</returns>
    public byte[] Seal(ReadOnlySpan<byte> record, string context)
    {
        var envelope = new byte[TagEnd + record.Length];
        envelope[0] = Version;
        _keys[0].Id.CopyTo(envelope, 1);
        var nonce = envelope.AsSpan(KeyIdEnd..NonceEnd);
        RandomNumberGenerator.Fill(nonce);
        var contextBytes = KeyDigest.StrictUtf8.GetBytes(context);
        using var cipher = _keys[0].CipherFor(contextBytes);
        byte[] associatedData = [.. envelope.AsSpan(..KeyIdEnd), .. contextBytes];
        cipher.Encrypt(nonce, record, envelope.AsSpan(TagEnd), envelope.AsSpan(NonceEnd..TagEnd), associatedData);
        return envelope;
    }

    /// <summary>Opens a record.</summary>
    /// <param name="envelope">An envelope that <see cref="Seal"/> made.</param>
    /// <param name="context">The context that the record was sealed with.</param>
    /// <returns>The record.</returns>
    /// <exception cref="DamagedRecordException">
    /// The record is not sealed, was cut off or changed, has another context, or its key is missing.
    /// </exception>
    public byte[] Open(ReadOnlySpan<byte> envelope, string context)
    {
        if (envelope.Length > 0 && envelope[0] != Version)
            throw new DamagedRecordException("The record is not sealed, or a later version sealed it.");
        if (envelope.Length < TagEnd)
            throw new DamagedRecordException("The sealed record was cut off.");
        var key = FindKey(envelope[1..KeyIdEnd]);
        var contextBytes = KeyDigest.StrictUtf8.GetBytes(context);
        byte[] associatedData = [.. envelope[..KeyIdEnd], .. contextBytes];
        var record = new byte[envelope.Length - TagEnd];
        using var cipher = key.CipherFor(contextBytes);
        try
        {
            cipher.Decrypt(
                envelope[KeyIdEnd..NonceEnd], envelope[TagEnd..], envelope[NonceEnd..TagEnd], record, associatedData);
        }
        catch (CryptographicException broken)
        {
            throw new DamagedRecordException(
                "The sealed record was cut off or changed, or lay in another place.", broken);
        }
        return record;
    }

    /// <summary>Shows no key.</summary>
    /// <returns>The number of keys, and the id of the key that seals.</returns>
    public override string ToString() =>
        $"StoreSeal {{ {_keys.Length} keys, seals with {Convert.ToHexStringLower(_keys[0].Id)} }}";

    private Key FindKey(ReadOnlySpan<byte> id)
    {
        foreach (var key in _keys)
        {
            if (id.SequenceEqual(key.Id))
                return key;
        }
        throw new DamagedRecordException(
            $"The record is sealed with the key {Convert.ToHexStringLower(id)}, which is not given; or it was changed. "
            + "Give that key too, behind the first.");
    }

    private static byte[] DecodeKey(string text, int index)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        // The message of the parser may quote the key: it is dropped.
        catch (FormatException)
        {
            throw new ArgumentException($"Key {index + 1} is not base64. {HowToMake}");
        }
    }

    private static void ThrowIfInvalid(byte[] key)
    {
        if (key?.Length != KeyLength)
        {
            throw new ArgumentException(
                $"A key has {KeyLength} bytes, this one has {key?.Length ?? 0}. {HowToMake}");
        }
        if (!key.AsSpan().ContainsAnyExcept((byte)0))
            throw new ArgumentException($"A key of zeros keeps no secret. {HowToMake}");
    }
}
