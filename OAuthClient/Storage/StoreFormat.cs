using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OAuthClient.Storage;

/// <summary>
/// The format in which stores write tokens, registrations, pending dances and outcomes: JSON in UTF-8, with a version.
/// Use it to write a store of your own. Thread-safe.
/// </summary>
/// <remarks>
/// Every version of this library reads the records of all earlier versions. Secrets are not encrypted, unless a
/// <see cref="StoreSeal"/> is given.
/// </remarks>
public static class StoreFormat
{
    private const int Version = 1;

    /// <summary>Writes a token, with its secrets.</summary>
    /// <param name="token">The token.</param>
    /// <returns>The record: seal it, or store it where no other user can read.</returns>
    public static byte[] Write(OAuthToken token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return Write(TokenRecord.Of(token), StoreJson.Default.TokenRecord);
    }

    /// <summary>Reads a token.</summary>
    /// <param name="stored">A record that <see cref="Write(OAuthToken)"/> made.</param>
    /// <returns>The token.</returns>
    /// <exception cref="DamagedRecordException">The bytes are no such record.</exception>
    public static OAuthToken ReadToken(ReadOnlySpan<byte> stored) =>
        Read(stored, StoreJson.Default.TokenRecord, record => record.ToToken());

    /// <summary>Writes a token, sealed for its key. Read with a different key, the record counts as damaged.</summary>
    /// <param name="token">The token.</param>
    /// <param name="key">The key of the token.</param>
    /// <param name="seal">The seal; null writes the token unsealed.</param>
    /// <returns>The record.</returns>
    public static byte[] Write(OAuthToken token, TokenKey key, StoreSeal? seal) =>
        seal is null ? Write(token) : seal.Seal(Write(token), SealContext(key));

    /// <summary>Reads a token that may be sealed.</summary>
    /// <param name="stored">A record that <see cref="Write(OAuthToken, TokenKey, StoreSeal?)"/> made.</param>
    /// <param name="key">The key of the token.</param>
    /// <param name="seal">The seal that opens the record; null reads an unsealed record.</param>
    /// <returns>The token.</returns>
    /// <exception cref="DamagedRecordException">
    /// The bytes are no such record, belong to another key, or their seal key is missing; or a seal is given and the
    /// record is not sealed.
    /// </exception>
    public static OAuthToken ReadToken(ReadOnlySpan<byte> stored, TokenKey key, StoreSeal? seal) =>
        ReadToken(seal is null ? stored : seal.Open(stored, SealContext(key)));

    /// <summary>
    /// Names a token key, for a row or a file of a store: 64 hexadecimal digits in lower case, which a database and a
    /// file system without regard to case keep apart too.
    /// </summary>
    /// <remarks>
    /// No two keys have the same name. It does not hide the user: a reader who can guess the key can compute it.
    /// </remarks>
    /// <param name="key">The key of a token.</param>
    /// <returns>The name.</returns>
    /// <exception cref="ArgumentException">A part of the key has half a surrogate pair.</exception>
    public static string NameOf(TokenKey key) => KeyDigest.Of(key);

    /// <summary>Writes a registration, with its secrets.</summary>
    /// <param name="registration">The registration.</param>
    /// <returns>The record: seal it, or store it where no other user can read.</returns>
    public static byte[] Write(ClientRegistration registration)
    {
        ArgumentNullException.ThrowIfNull(registration);
        return Write(RegistrationRecord.Of(registration), StoreJson.Default.RegistrationRecord);
    }

    /// <summary>Reads a registration.</summary>
    /// <param name="stored">A record that <see cref="Write(ClientRegistration)"/> made.</param>
    /// <returns>The registration.</returns>
    /// <exception cref="DamagedRecordException">The bytes are no such record.</exception>
    public static ClientRegistration ReadRegistration(ReadOnlySpan<byte> stored) =>
        Read(stored, StoreJson.Default.RegistrationRecord, record => record.ToRegistration());

    /// <summary>
    /// Writes a registration, sealed for its key. Read with a different key, the record counts as damaged.
    /// </summary>
    /// <param name="registration">The registration.</param>
    /// <param name="key">The key of the registration.</param>
    /// <param name="seal">The seal; null writes the registration unsealed.</param>
    /// <returns>The record.</returns>
    public static byte[] Write(ClientRegistration registration, RegistrationKey key, StoreSeal? seal) =>
        seal is null ? Write(registration) : seal.Seal(Write(registration), SealContext(key));

    /// <summary>Reads a registration that may be sealed.</summary>
    /// <param name="stored">
    /// A record that <see cref="Write(ClientRegistration, RegistrationKey, StoreSeal?)"/> made.
    /// </param>
    /// <param name="key">The key of the registration.</param>
    /// <param name="seal">The seal that opens the record; null reads an unsealed record.</param>
    /// <returns>The registration.</returns>
    /// <exception cref="DamagedRecordException">
    /// The bytes are no such record, belong to another key, or their seal key is missing; or a seal is given and the
    /// record is not sealed.
    /// </exception>
    public static ClientRegistration ReadRegistration(
        ReadOnlySpan<byte> stored, RegistrationKey key, StoreSeal? seal) =>
        ReadRegistration(seal is null ? stored : seal.Open(stored, SealContext(key)));

    /// <summary>
    /// Names a registration key, for a row or a file of a store: 64 hexadecimal digits in lower case. No two keys have
    /// the same name.
    /// </summary>
    /// <param name="key">The key of a registration.</param>
    /// <returns>The name.</returns>
    /// <exception cref="ArgumentException">A part of the key has half a surrogate pair.</exception>
    public static string NameOf(RegistrationKey key) => KeyDigest.Of(key);

    /// <summary>Writes a pending dance, with the secret of its token request.</summary>
    /// <param name="dance">The dance.</param>
    /// <returns>The record.</returns>
    public static byte[] Write(PendingDance dance)
    {
        ArgumentNullException.ThrowIfNull(dance);
        return Write(DanceRecord.Of(dance), StoreJson.Default.DanceRecord);
    }

    /// <summary>Reads a pending dance.</summary>
    /// <param name="stored">A record that <see cref="Write(PendingDance)"/> made.</param>
    /// <returns>The dance.</returns>
    /// <exception cref="DamagedRecordException">The bytes are no such record.</exception>
    public static PendingDance ReadPendingDance(ReadOnlySpan<byte> stored) =>
        Read(stored, StoreJson.Default.DanceRecord, record => record.ToDance());

    /// <summary>Writes an outcome.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <returns>The record.</returns>
    public static byte[] Write(OAuthOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return Write(OutcomeRecord.Of(outcome), StoreJson.Default.OutcomeRecord);
    }

    /// <summary>Reads an outcome.</summary>
    /// <param name="stored">A record that <see cref="Write(OAuthOutcome)"/> made.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="DamagedRecordException">The bytes are no such record.</exception>
    public static OAuthOutcome ReadOutcome(ReadOnlySpan<byte> stored) =>
        Read(stored, StoreJson.Default.OutcomeRecord, record => record.ToOutcome());

    private static string SealContext(TokenKey key) => $"token {KeyDigest.Of(key)}";

    private static string SealContext(RegistrationKey key) => $"registration {KeyDigest.Of(key)}";

    private static byte[] Write<TRecord>(TRecord record, JsonTypeInfo<TRecord> type) where TRecord : StoreRecord
    {
        record.Version = Version;
        return JsonSerializer.SerializeToUtf8Bytes(record, type);
    }

    private static TResult Read<TRecord, TResult>(
        ReadOnlySpan<byte> stored, JsonTypeInfo<TRecord> type, Func<TRecord, TResult> convert)
        where TRecord : StoreRecord
    {
        try
        {
            var record = JsonSerializer.Deserialize(stored, type);
            if (record?.Version == Version)
                return convert(record);
        }
        // The message of a parser, or of a type that rejects a value, may quote a secret: it is dropped.
        catch (Exception fault) when (fault is JsonException or ArgumentException) { }
        throw new DamagedRecordException(
            "The record is not what a store of this library writes: "
            + "it was cut off, changed, or written by a later version.");
    }
}
