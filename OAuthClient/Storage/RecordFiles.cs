using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OAuthClient.Storage;

/// <summary>
/// The records of a directory: a file each, for all processes of one machine, named by the digest of its key.
/// Thread-safe.
/// </summary>
internal sealed class RecordFiles
{
    private readonly string _extension;
    private readonly string _remedy;
    private readonly RecordFileFormat _format;
    private readonly StripedFileLocks _writeLocks;
    private readonly FileLeases _leases;

    /// <param name="directory">The directory; created when it does not exist.</param>
    /// <param name="extension">The end of the files' names.</param>
    /// <param name="format">The format of the files.</param>
    /// <param name="remedy">The remedy for a damaged file, for messages.</param>
    public RecordFiles(string directory, string extension, RecordFileFormat format, string remedy)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        Directory = Path.GetFullPath(directory);
        PrivateDirectory.Create(Directory);
        FileLock.ThrowIfUnsupported(Directory);
        _extension = extension;
        _remedy = remedy;
        _format = format;
        _writeLocks = new(Directory);
        _leases = new(Directory, _writeLocks);
    }

    public string Directory { get; }

    public async ValueTask<VersionedRecord?> GetAsync(string digest, CancellationToken cancellationToken)
    {
        ThrowIfShared();
        if (!OperatingSystem.IsWindows())
            return Read(digest);
        // Windows cannot replace a file while it is read.
        using var writeLock = await _writeLocks.AcquireAsync(digest, cancellationToken).ConfigureAwait(false);
        return Read(digest);
    }

    public async ValueTask<bool> PutAsync(
        string digest, byte[] record, long? expectedVersion, CancellationToken cancellationToken)
    {
        ThrowIfShared();
        using var writeLock = await _writeLocks.AcquireAsync(digest, cancellationToken).ConfigureAwait(false);
        if (Read(digest)?.Version != expectedVersion)
            return false;
        PrivateFiles.Replace(PathOf(digest), _format.Write(digest, new(record, NewVersion())));
        return true;
    }

    public async ValueTask DeleteAsync(string digest, long? onlyVersion, CancellationToken cancellationToken)
    {
        ThrowIfShared();
        using var writeLock = await _writeLocks.AcquireAsync(digest, cancellationToken).ConfigureAwait(false);
        if (onlyVersion is null || Read(digest)?.Version == onlyVersion)
            PrivateFiles.Delete(PathOf(digest));
    }

    public ValueTask<IAsyncDisposable> LeaseAsync(string digest, CancellationToken cancellationToken)
    {
        ThrowIfShared();
        return _leases.AcquireAsync(digest, cancellationToken);
    }

    /// <summary>The exception for a file that cannot be trusted.</summary>
    public DamagedRecordException Damaged(string digest, DamagedRecordException cause) =>
        new($"'{PathOf(digest)}': {cause.Message} {_remedy}", cause);

    // The directory may have been replaced or opened to others since the last call.
    private void ThrowIfShared() => PrivateDirectory.ThrowIfShared(Directory);

    private string PathOf(string digest) => Path.Combine(Directory, digest + _extension);

    private VersionedRecord? Read(string digest)
    {
        try
        {
            return PrivateFiles.Read(PathOf(digest)) is { } file ? _format.Read(digest, file) : null;
        }
        catch (DamagedRecordException damaged)
        {
            throw Damaged(digest, damaged);
        }
    }

    // A random version never repeats, not even after a delete, and the store need not remember the last one.
    private static long NewVersion()
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        RandomNumberGenerator.Fill(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes) & long.MaxValue;
    }
}
