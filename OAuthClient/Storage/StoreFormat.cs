using System.Text.Json;

namespace OAuthClient.Storage;

/// <summary>
/// How stores write tokens, pending dances and outcomes: JSON in UTF-8, with a version, secrets in the clear. For the authors of stores; what
/// is written by one version of this library is read by every later one. Thread-safe.
/// </summary>
public static class StoreFormat
{
    private const int Version = 1;

    /// <summary>Writes a token, with its secrets.</summary>
    /// <param name="token">The token.</param>
    /// <returns>What to store: seal it, or keep it where nobody else reads.</returns>
    public static byte[] Write(OAuthToken token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return Write(TokenRecord.Of(token), StoreJson.Default.TokenRecord);
    }

    /// <summary>Reads a token.</summary>
    /// <param name="stored">What <see cref="Write(OAuthToken)"/> made.</param>
    /// <returns>The token.</returns>
    /// <exception cref="DamagedRecordException">It is no such thing.</exception>
    public static OAuthToken ReadToken(ReadOnlySpan<byte> stored) => Read(stored, StoreJson.Default.TokenRecord, record => record.ToToken());

    /// <summary>Writes a token, sealed and bound to its key: in another's place it is damaged.</summary>
    /// <param name="token">The token.</param>
    /// <param name="key">Whose it is.</param>
    /// <param name="seal">What seals it; null to write it as it is.</param>
    /// <returns>What to store.</returns>
    public static byte[] Write(OAuthToken token, TokenKey key, StoreSeal? seal) => seal is null ? Write(token) : seal.Seal(Write(token), PlaceOf(key));

    /// <summary>Reads a token that may be sealed.</summary>
    /// <param name="stored">What <see cref="Write(OAuthToken, TokenKey, StoreSeal?)"/> made.</param>
    /// <param name="key">Whose it is.</param>
    /// <param name="seal">What opens it; null when it is not sealed.</param>
    /// <returns>The token.</returns>
    /// <exception cref="DamagedRecordException">It is no such thing, or another's, or its key is missing; or it is not sealed, and should be.</exception>
    public static OAuthToken ReadToken(ReadOnlySpan<byte> stored, TokenKey key, StoreSeal? seal) => ReadToken(seal is null ? stored : seal.Open(stored, PlaceOf(key)));

    /// <summary>Writes a pending dance, with its proof.</summary>
    /// <param name="dance">The dance.</param>
    /// <returns>What to store.</returns>
    public static byte[] Write(PendingDance dance)
    {
        ArgumentNullException.ThrowIfNull(dance);
        return Write(DanceRecord.Of(dance), StoreJson.Default.DanceRecord);
    }

    /// <summary>Reads a pending dance.</summary>
    /// <param name="stored">What <see cref="Write(PendingDance)"/> made.</param>
    /// <returns>The dance.</returns>
    /// <exception cref="DamagedRecordException">It is no such thing.</exception>
    public static PendingDance ReadPendingDance(ReadOnlySpan<byte> stored) => Read(stored, StoreJson.Default.DanceRecord, record => record.ToDance());

    /// <summary>Writes an outcome.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <returns>What to store.</returns>
    public static byte[] Write(OAuthOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return Write(OutcomeRecord.Of(outcome), StoreJson.Default.OutcomeRecord);
    }

    /// <summary>Reads an outcome.</summary>
    /// <param name="stored">What <see cref="Write(OAuthOutcome)"/> made.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="DamagedRecordException">It is no such thing.</exception>
    public static OAuthOutcome ReadOutcome(ReadOnlySpan<byte> stored) => Read(stored, StoreJson.Default.OutcomeRecord, record => record.ToOutcome());

    private static string PlaceOf(TokenKey key) => $"token {KeyDigest.Of(key)}";

    private static byte[] Write<T>(T record, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) where T : StoreRecord
    {
        record.Version = Version;
        return JsonSerializer.SerializeToUtf8Bytes(record, type);
    }

    private static TResult Read<T, TResult>(ReadOnlySpan<byte> stored, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, Func<T, TResult> become) where T : StoreRecord
    {
        try
        {
            var record = JsonSerializer.Deserialize(stored, type);
            if (record?.Version == Version)
                return become(record);
        }
        // What the parser says, or a type that takes no such value, may quote a secret.
        catch (Exception fault) when (fault is JsonException or ArgumentException) { }
        throw new DamagedRecordException("The record is not what a store of this library writes: it was cut off, changed, or written by a later version.");
    }
}
