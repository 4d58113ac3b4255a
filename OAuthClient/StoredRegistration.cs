using System.Text.Json.Serialization;
using OAuthClient.Internal;

namespace OAuthClient;

/// <summary>A registration in a store, with its version.</summary>
/// <param name="Registration">The registration.</param>
/// <param name="Version">
/// The version, which changes with every write. A write states the version that it replaces.
/// </param>
[JsonConverter(typeof(JsonRefusal))]
public sealed record StoredRegistration(ClientRegistration Registration, long Version);
