using System.Text.Json.Serialization;

namespace OAuthClient.Storage;

/// <summary>A record of a store. The names of its properties are part of the format and must not change.</summary>
internal abstract class StoreRecord
{
    [JsonPropertyName("v")]
    public int Version { get; set; }
}
