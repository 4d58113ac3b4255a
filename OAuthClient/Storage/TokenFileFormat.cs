using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OAuthClient.Storage;

/// <summary>
/// What is in a file: a line that says what it is, whose, and which version, then the token. The line cannot be changed alone: the seal, or a
/// digest where there is none, covers both. The digest finds accidents, not people. Thread-safe.
/// </summary>
internal sealed class TokenFileFormat(StoreSeal? seal)
{
    private const string FormatName = "OAuthToken";
    private const string FormatVersion = "1";
    private const string Sealed = "sealed";
    private const string Unsealed = "unsealed";
    private const int LongestHeader = 200;

    private string Kind => seal is null ? Unsealed : Sealed;

    public byte[] Write(string place, StoredToken stored)
    {
        var line = Header(place, stored.Version);
        var token = StoreFormat.Write(stored.Token);
        return [.. Encoding.ASCII.GetBytes(line), .. seal is null ? [.. ComputeDigest(line, token), .. token] : seal.Seal(token, line)];
    }

    public StoredToken Read(string place, ReadOnlySpan<byte> file)
    {
        var end = file[..Math.Min(file.Length, LongestHeader)].IndexOf((byte)'\n');
        if (end < 0)
            throw new DamagedRecordException("The file was cut off, or no store wrote it.");
        var version = ReadVersion(place, Encoding.ASCII.GetString(file[..end]).Split(' '));
        var line = Header(place, version);
        if (!file[..(end + 1)].SequenceEqual(Encoding.ASCII.GetBytes(line)))
            throw new DamagedRecordException("The first line of the file was changed.");
        var rest = file[(end + 1)..];
        return new(StoreFormat.ReadToken(seal is null ? VerifyDigest(rest, line) : seal.Open(rest, line)), version);
    }

    private string Header(string place, long version) => string.Create(CultureInfo.InvariantCulture, $"{FormatName} {FormatVersion} {place} {version} {Kind}\n");

    private long ReadVersion(string place, string[] line)
    {
        if (line is not [FormatName, var format, var owner, var version, var kind] || !long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw new DamagedRecordException("The file is not what this store writes.");
        if (format != FormatVersion)
            throw new DamagedRecordException("A later version of the store wrote the file, or it was changed.");
        if (owner != place)
            throw new DamagedRecordException("The file is of another token: it was copied or moved here, or changed.");
        if (kind != Kind)
            throw new DamagedRecordException(seal is null ? "The file is sealed, and the store was given no key." : "The file is not sealed, and this store trusts only what is.");
        return number;
    }

    private static ReadOnlySpan<byte> VerifyDigest(ReadOnlySpan<byte> rest, string line)
    {
        return rest.Length >= SHA256.HashSizeInBytes && rest[..SHA256.HashSizeInBytes].SequenceEqual(ComputeDigest(line, rest[SHA256.HashSizeInBytes..]))
            ? rest[SHA256.HashSizeInBytes..]
            : throw new DamagedRecordException("The file was cut off or changed.");
    }

    private static byte[] ComputeDigest(string line, ReadOnlySpan<byte> token) => SHA256.HashData([.. Encoding.ASCII.GetBytes(line), .. token]);
}
