using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OAuthClient.Storage;

/// <summary>
/// Keeps tokens in a directory, a file each, for all processes of one machine. A file is replaced at once and as a whole, so a crash leaves
/// the old token or the new one. It is sealed with your keys, unless <see cref="Insecure.UnsealedTokens"/> says that it need not be. A file
/// that was cut off, changed or taken from another token is a <see cref="DamagedRecordException"/> and never an empty place; that an older
/// file of the same token was put back is not noticed. Thread-safe.
/// </summary>
/// <remarks>
/// On Unix the directory has the mode 0700 and a file 0600. Others are refused. On Windows they inherit who may read them: name a directory in
/// the user's profile. A file is called after a digest of its key, and the user can be guessed from it. A lease is a lock of the operating
/// system, which ends with its process. Locks between machines are not to be relied on: there a database is the better store.
/// </remarks>
public sealed class FileTokenStore : ITokenStore
{
    private readonly string _directory;
    private readonly TokenFileFormat _format;
    private readonly StripedFileLocks _writeLocks;
    private readonly FileLeases _leases;

    /// <summary>A store whose files are sealed.</summary>
    /// <param name="directory">Where; it is made when it is not there.</param>
    /// <param name="seal">Your keys.</param>
    /// <exception cref="ArgumentException">Others than its owner may enter the directory.</exception>
    /// <exception cref="NotSupportedException">The directory's file system locks no files.</exception>
    public FileTokenStore(string directory, StoreSeal seal) : this(new TokenFileFormat(seal ?? throw new ArgumentNullException(nameof(seal))), directory) { }

    /// <summary>A store whose files are not sealed: whoever can read one has the token.</summary>
    /// <param name="directory">Where; it is made when it is not there.</param>
    /// <param name="accepted"><see cref="Insecure.UnsealedTokens"/>.</param>
    /// <exception cref="ArgumentException">The word for that is missing, or others than its owner may enter the directory.</exception>
    /// <exception cref="NotSupportedException">The directory's file system locks no files.</exception>
    public FileTokenStore(string directory, Insecure accepted) : this(new TokenFileFormat(null), accepted.HasFlag(Insecure.UnsealedTokens)
        ? directory
        : throw new ArgumentException("Give the store a StoreSeal with your keys, or say Insecure.UnsealedTokens.", nameof(accepted)))
    { }

    private FileTokenStore(TokenFileFormat records, string directory)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        _directory = Path.GetFullPath(directory);
        PrivateFiles.CreateDirectory(_directory);
        FileLock.ThrowIfUnsupported(_directory);
        _format = records;
        _writeLocks = new(_directory);
        _leases = new(_directory, _writeLocks);
    }

    /// <inheritdoc/>
    /// <exception cref="DamagedRecordException">The file cannot be trusted; its message says which file, why, and what to do.</exception>
    public async ValueTask<StoredToken?> GetAsync(TokenKey key, CancellationToken cancellationToken = default)
    {
        var place = KeyDigest.Of(key);
        if (!OperatingSystem.IsWindows())
            return Read(place);
        // Windows replaces no file that somebody reads.
        using var turn = await _writeLocks.AcquireAsync(place, cancellationToken).ConfigureAwait(false);
        return Read(place);
    }

    /// <inheritdoc/>
    /// <exception cref="DamagedRecordException">The file that is there cannot be trusted; delete the token first.</exception>
    public async ValueTask<bool> PutAsync(TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(token);
        var place = KeyDigest.Of(key);
        using var turn = await _writeLocks.AcquireAsync(place, cancellationToken).ConfigureAwait(false);
        if (Read(place)?.Version != expectedVersion)
            return false;
        PrivateFiles.Replace(PathOf(place), _format.Write(place, new(token, NewVersion())));
        return true;
    }

    /// <inheritdoc/>
    /// <exception cref="DamagedRecordException">Only one version was to be deleted, and the file cannot be trusted.</exception>
    public async ValueTask DeleteAsync(TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default)
    {
        var place = KeyDigest.Of(key);
        using var turn = await _writeLocks.AcquireAsync(place, cancellationToken).ConfigureAwait(false);
        if (onlyVersion is null || Read(place)?.Version == onlyVersion)
            PrivateFiles.Delete(PathOf(place));
    }

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> LeaseAsync(TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken = default) =>
        _leases.AcquireAsync(key, KeyDigest.Of(key), cancellationToken);

    /// <summary>Where the files are.</summary>
    /// <returns>The directory.</returns>
    public override string ToString() => $"FileTokenStore {{ {_directory} }}";

    private string PathOf(string place) => Path.Combine(_directory, place + ".token");

    private StoredToken? Read(string place)
    {
        try
        {
            return PrivateFiles.Read(PathOf(place)) is { } file ? _format.Read(place, file) : null;
        }
        catch (DamagedRecordException damaged)
        {
            throw new DamagedRecordException($"'{PathOf(place)}': {damaged.Message} Restore the file, or delete it: its user then logs in again.", damaged);
        }
    }

    // Random, so that a version never comes again, not even after a delete, and nothing needs to be remembered.
    private static long NewVersion()
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        RandomNumberGenerator.Fill(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes) & long.MaxValue;
    }
}
