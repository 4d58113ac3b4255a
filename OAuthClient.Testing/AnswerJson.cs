using System.Text.Json.Serialization;

namespace OAuthClient.Testing;

/// <summary>Serializes the fields of an answer without reflection. A value has one of the types named here.</summary>
[JsonSerializable(typeof(Dictionary<string, object>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, object>))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(string))]
internal sealed partial class AnswerJson : JsonSerializerContext;
