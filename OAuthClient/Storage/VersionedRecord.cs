namespace OAuthClient.Storage;

/// <summary>A record in a file, with its version.</summary>
internal readonly record struct VersionedRecord(byte[] Record, long Version);
