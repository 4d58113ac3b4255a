using System.Text.Json.Serialization;

namespace OAuthClient.Storage;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(TokenRecord))]
[JsonSerializable(typeof(DanceRecord))]
[JsonSerializable(typeof(OutcomeRecord))]
[JsonSerializable(typeof(RegistrationRecord))]
internal sealed partial class StoreJson : JsonSerializerContext;
