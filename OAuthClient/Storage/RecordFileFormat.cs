using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OAuthClient.Storage;

/// <summary>
/// The format of a file: a header line with the format, the key's digest and the version; then the record. The seal
/// covers both. An unsealed file has a SHA-256 digest of both, which finds accidents and stops no attacker.
/// Thread-safe.
/// </summary>
/// <param name="name">The first word of the file, such as <c>OAuthToken</c>.</param>
/// <param name="subject">The name of a record in messages, such as token.</param>
/// <param name="seal">The seal; null for unsealed files.</param>
internal sealed class RecordFileFormat(string name, string subject, StoreSeal? seal)
{
    private const string FormatVersion = "1";
    private const string Sealed = "sealed";
    private const string Unsealed = "unsealed";
    private const int LongestHeader = 200;

    private string Kind => seal is null ? Unsealed : Sealed;

    public byte[] Write(string keyDigest, VersionedRecord stored)
    {
        var header = Header(keyDigest, stored.Version);
        var body = seal is null
            ? [.. ComputeDigest(header, stored.Record), .. stored.Record]
            : seal.Seal(stored.Record, header);
        return [.. Encoding.ASCII.GetBytes(header), .. body];
    }

    public VersionedRecord Read(string keyDigest, ReadOnlySpan<byte> file)
    {
        var end = file[..Math.Min(file.Length, LongestHeader)].IndexOf((byte)'\n');
        if (end < 0)
            throw new DamagedRecordException("The file was cut off, or no store wrote it.");
        var version = ReadVersion(keyDigest, Encoding.ASCII.GetString(file[..end]).Split(' '));
        var header = Header(keyDigest, version);
        if (!file[..(end + 1)].SequenceEqual(Encoding.ASCII.GetBytes(header)))
            throw new DamagedRecordException("The first line of the file was changed.");
        var body = file[(end + 1)..];
        return new(seal is null ? VerifyDigest(body, header).ToArray() : seal.Open(body, header), version);
    }

    private string Header(string keyDigest, long version) => string.Create(
        CultureInfo.InvariantCulture, $"{name} {FormatVersion} {keyDigest} {version} {Kind}\n");

    private long ReadVersion(string keyDigest, string[] header)
    {
        if (header is not [var first, var format, var owner, var version, var kind]
            || first != name
            || !long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw new DamagedRecordException("The file is not what this store writes.");
        }
        if (format != FormatVersion)
            throw new DamagedRecordException("A later version of the store wrote the file, or it was changed.");
        if (owner != keyDigest)
        {
            throw new DamagedRecordException(
                $"The file is of another {subject}: it was copied or moved here, or changed.");
        }
        if (kind != Kind)
        {
            throw new DamagedRecordException(seal is null
                ? "The file is sealed, and the store was given no key."
                : "The file is not sealed, and this store trusts only what is.");
        }
        return number;
    }

    private static ReadOnlySpan<byte> VerifyDigest(ReadOnlySpan<byte> body, string header)
    {
        const int Length = SHA256.HashSizeInBytes;
        return body.Length >= Length && body[..Length].SequenceEqual(ComputeDigest(header, body[Length..]))
            ? body[Length..]
            : throw new DamagedRecordException("The file was cut off or changed.");
    }

    private static byte[] ComputeDigest(string header, ReadOnlySpan<byte> record) =>
        SHA256.HashData([.. Encoding.ASCII.GetBytes(header), .. record]);
}
