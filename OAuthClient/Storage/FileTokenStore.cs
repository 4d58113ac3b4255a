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
    private const string Remedy = "Restore the file, or delete it: its user then logs in again.";
    private readonly RecordFiles _files;

    /// <summary>Creates a store with sealed files.</summary>
    /// <param name="directory">The directory of the files; created when it does not exist.</param>
    /// <param name="seal">Your keys.</param>
    /// <exception cref="ArgumentException">
    /// Other users than the owner may enter the directory, or another user owns it.
    /// </exception>
    /// <exception cref="NotSupportedException">The directory's file system locks no files.</exception>
    public FileTokenStore(string directory, StoreSeal seal)
        : this(seal ?? throw new ArgumentNullException(nameof(seal)), directory)
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

    private FileTokenStore(StoreSeal? seal, string directory) =>
        _files = new(directory, ".token", new("OAuthToken", "token", seal), Remedy);

    /// <inheritdoc/>
    /// <exception cref="DamagedRecordException">
    /// The file cannot be trusted; the message says which file, why, and what to do.
    /// </exception>
    public async ValueTask<StoredToken?> GetAsync(TokenKey key, CancellationToken cancellationToken = default)
    {
        var digest = KeyDigest.Of(key);
        var stored = await _files.GetAsync(digest, cancellationToken).ConfigureAwait(false);
        return stored is { } file ? new(Read(digest, file.Record), file.Version) : null;
    }

    /// <inheritdoc/>
    /// <exception cref="DamagedRecordException">
    /// The existing file cannot be trusted; delete the token first.
    /// </exception>
    public ValueTask<bool> PutAsync(
        TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default) =>
        _files.PutAsync(KeyDigest.Of(key), StoreFormat.Write(token), expectedVersion, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="DamagedRecordException">
    /// <paramref name="onlyVersion"/> is given, and the file cannot be trusted.
    /// </exception>
    public ValueTask DeleteAsync(
        TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default) =>
        _files.DeleteAsync(KeyDigest.Of(key), onlyVersion, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> LeaseAsync(
        TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken = default) =>
        _files.LeaseAsync(KeyDigest.Of(key), cancellationToken);

    /// <summary>Shows the directory of the files.</summary>
    /// <returns>For example <c>FileTokenStore { /home/me/tokens }</c>.</returns>
    public override string ToString() => $"FileTokenStore {{ {_files.Directory} }}";

    private static StoreSeal? Unsealed(Insecure accepted) => accepted.HasFlag(Insecure.UnsealedTokens)
        ? null
        : throw new ArgumentException(
            "Give the store a StoreSeal with your keys, or say Insecure.UnsealedTokens.", nameof(accepted));

    private OAuthToken Read(string digest, byte[] record)
    {
        try
        {
            return StoreFormat.ReadToken(record);
        }
        catch (DamagedRecordException damaged)
        {
            throw _files.Damaged(digest, damaged);
        }
    }
}
