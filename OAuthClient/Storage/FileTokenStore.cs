using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OAuthClient.Storage;

/// <summary>
/// Stores tokens in a directory, one file per token, for all processes of one machine. The files are sealed with your
/// keys, unless <see cref="Insecure.UnsealedTokens"/> allows otherwise. Thread-safe.
/// </summary>
/// <remarks>
/// <para>
/// A file is replaced atomically: a crash leaves the old token or the new one. A file that was cut off, changed or
/// copied from another token is a <see cref="DamagedRecordException"/>; the store never treats it as missing. The store
/// does not notice that an older file of the same token was put back.
/// </para>
/// <para>
/// On Unix the directory has the mode 0700 and a file 0600, and the user of the program, or root, owns them; the store
/// refuses other modes and other owners, at each call. It follows a symbolic link to the directory, if the link has
/// such an owner too. On Windows files inherit their permissions: name a directory in the user's profile. The name of a
/// file is a digest of its key, from which the user can be guessed.
/// </para>
/// <para>
/// A lease is a lock of the operating system, which ends with its process. Do not rely on file locks between machines:
/// use a database there.
/// </para>
/// </remarks>
public sealed class FileTokenStore : ITokenStore
{
    private readonly string _directory;
    private readonly TokenFileFormat _format;
    private readonly StripedFileLocks _writeLocks;
    private readonly FileLeases _leases;

    /// <summary>Creates a store with sealed files.</summary>
    /// <param name="directory">The directory of the files; created when it does not exist.</param>
    /// <param name="seal">Your keys.</param>
    /// <exception cref="ArgumentException">
    /// Other users than the owner may enter the directory, or another user owns it.
    /// </exception>
    /// <exception cref="NotSupportedException">The directory's file system locks no files.</exception>
    public FileTokenStore(string directory, StoreSeal seal)
        : this(new TokenFileFormat(seal ?? throw new ArgumentNullException(nameof(seal))), directory)
    { }

    /// <summary>Creates a store with unsealed files: every reader of a file has its token.</summary>
    /// <param name="directory">The directory of the files; created when it does not exist.</param>
    /// <param name="accepted"><see cref="Insecure.UnsealedTokens"/>.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="accepted"/> is another value; or other users than the owner may enter the directory, or another
    /// user owns it.
    /// </exception>
    /// <exception cref="NotSupportedException">The directory's file system locks no files.</exception>
    public FileTokenStore(string directory, Insecure accepted)
        : this(Unsealed(accepted), directory)
    { }

    private FileTokenStore(TokenFileFormat format, string directory)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        _directory = Path.GetFullPath(directory);
        PrivateDirectory.Create(_directory);
        FileLock.ThrowIfUnsupported(_directory);
        _format = format;
        _writeLocks = new(_directory);
        _leases = new(_directory, _writeLocks);
    }

    /// <inheritdoc/>
    /// <exception cref="DamagedRecordException">
    /// The file cannot be trusted; the message says which file, why, and what to do.
    /// </exception>
    public async ValueTask<StoredToken?> GetAsync(TokenKey key, CancellationToken cancellationToken = default)
    {
        var digest = DigestOf(key);
        if (!OperatingSystem.IsWindows())
            return Read(digest);
        // Windows cannot replace a file while it is read.
        using var writeLock = await _writeLocks.AcquireAsync(digest, cancellationToken).ConfigureAwait(false);
        return Read(digest);
    }

    /// <inheritdoc/>
    /// <exception cref="DamagedRecordException">
    /// The existing file cannot be trusted; delete the token first.
    /// </exception>
    public async ValueTask<bool> PutAsync(
        TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(token);
        var digest = DigestOf(key);
        using var writeLock = await _writeLocks.AcquireAsync(digest, cancellationToken).ConfigureAwait(false);
        if (Read(digest)?.Version != expectedVersion)
            return false;
        PrivateFiles.Replace(PathOf(digest), _format.Write(digest, new(token, NewVersion())));
        return true;
    }

    /// <inheritdoc/>
    /// <exception cref="DamagedRecordException">
    /// <paramref name="onlyVersion"/> is given, and the file cannot be trusted.
    /// </exception>
    public async ValueTask DeleteAsync(
        TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default)
    {
        var digest = DigestOf(key);
        using var writeLock = await _writeLocks.AcquireAsync(digest, cancellationToken).ConfigureAwait(false);
        if (onlyVersion is null || Read(digest)?.Version == onlyVersion)
            PrivateFiles.Delete(PathOf(digest));
    }

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> LeaseAsync(
        TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken = default) =>
        _leases.AcquireAsync(key, DigestOf(key), cancellationToken);

    /// <summary>Shows the directory of the files.</summary>
    /// <returns>For example <c>FileTokenStore { /home/me/tokens }</c>.</returns>
    public override string ToString() => $"FileTokenStore {{ {_directory} }}";

    private static TokenFileFormat Unsealed(Insecure accepted) => accepted.HasFlag(Insecure.UnsealedTokens)
        ? new(null)
        : throw new ArgumentException(
            "Give the store a StoreSeal with your keys, or say Insecure.UnsealedTokens.", nameof(accepted));

    // The directory may have been replaced or opened to others since the last call.
    private string DigestOf(TokenKey key)
    {
        PrivateDirectory.ThrowIfShared(_directory);
        return KeyDigest.Of(key);
    }

    private string PathOf(string digest) => Path.Combine(_directory, digest + ".token");

    private StoredToken? Read(string digest)
    {
        var path = PathOf(digest);
        try
        {
            return PrivateFiles.Read(path) is { } file ? _format.Read(digest, file) : null;
        }
        catch (DamagedRecordException damaged)
        {
            throw new DamagedRecordException(
                $"'{path}': {damaged.Message} Restore the file, or delete it: its user then logs in again.", damaged);
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
