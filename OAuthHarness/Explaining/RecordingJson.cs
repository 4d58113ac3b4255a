using System.Text.Json;
using System.Text.Json.Serialization;

namespace OAuthHarness.Explaining;

/// <summary>Recordings as JSON.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    RespectNullableAnnotations = true,
    UseStringEnumConverter = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DanceRecording))]
internal sealed partial class RecordingJson : JsonSerializerContext
{
    public static byte[] Write(DanceRecording recording) =>
        JsonSerializer.SerializeToUtf8Bytes(recording, Default.DanceRecording);

    /// <exception cref="JsonException">The text is no recording.</exception>
    public static DanceRecording Read(ReadOnlySpan<byte> json)
    {
        var recording = JsonSerializer.Deserialize(json, Default.DanceRecording);
        return recording is null || recording.Version != 1 || HasHoles(recording)
            ? throw new JsonException("It is no recording of version 1.")
            : recording;
    }

    private static bool HasHoles(DanceRecording recording) => recording.Steps.Any(step =>
        step is null || step.Details.Contains(null!) || step.Checks.Contains(null!) || step.Answers.Contains(null!));
}
