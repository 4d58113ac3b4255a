using System.Text.Json;
using System.Text.Json.Serialization;

namespace OAuthClient.Internal;

/// <summary>
/// Refuses to write a type as JSON, or to read it: its secrets would be lost or shown, and its services would be lost.
/// </summary>
internal sealed class JsonRefusal : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => true;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException(
            $"{typeToConvert.Name} is not written as JSON, nor read from it: secrets and services would be lost or shown. "
            + "To keep a token, a pending dance or an outcome, use OAuthClient.Storage.StoreFormat; of anything else, "
            + "copy what you need into a type of your own.");
}
