using System.Collections.ObjectModel;

namespace OAuthClient.Storage;

/// <summary>Names and secret values in a record.</summary>
internal static class RecordData
{
    public static Dictionary<string, string> Reveal(IReadOnlyDictionary<string, Secret> secrets) =>
        secrets.ToDictionary(secret => secret.Key, secret => secret.Value.Reveal(), StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, Secret> ToSecrets(IReadOnlyDictionary<string, string>? values) =>
        values is null
            ? ReadOnlyDictionary<string, Secret>.Empty
            : values.ToDictionary(value => value.Key, value => (Secret)NotNull(value.Value), StringComparer.Ordinal);

    // The parser ignores the nullable annotations of elements.
    public static string NotNull(string? text) =>
        text ?? throw new DamagedRecordException("The record has lost a part.");
}
