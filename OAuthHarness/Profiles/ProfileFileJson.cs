using System.Text.Json.Serialization;

namespace OAuthHarness.Profiles;

/// <summary>Reads and writes the file of a profile, without reflection.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ProfileFile))]
internal sealed partial class ProfileFileJson : JsonSerializerContext;
