namespace OAuthClient.Storage;

/// <summary>
/// Stores registrations in a directory, one file per registration, for all processes of one machine. The files are
/// sealed with your keys, unless <see cref="Insecure.UnsealedTokens"/> allows otherwise. Thread-safe.
/// </summary>
/// <remarks>
/// It keeps its files as <see cref="FileTokenStore"/> does, and may share a directory with one: the same modes, owners
/// and locks, a file replaced atomically, a damaged file never treated as missing.
/// </remarks>
public sealed class FileRegistrationStore : IRegistrationStore
{
    private const string Remedy = "Restore the file, or delete it: the program then registers anew.";
    private readonly RecordFiles _files;

    /// <summary>Creates a store with sealed files.</summary>
    /// <param name="directory">The directory of the files; created when it does not exist.</param>
    /// <param name="seal">Your keys.</param>
    /// <exception cref="ArgumentException">
    /// Other users than the owner may enter the directory, or another user owns it.
    /// </exception>
    /// <exception cref="NotSupportedException">The directory's file system locks no files.</exception>
    public FileRegistrationStore(string directory, StoreSeal seal)
        : this(seal ?? throw new ArgumentNullException(nameof(seal)), directory)
    { }

    /// <summary>Creates a store with unsealed files: every reader of a file has its secrets.</summary>
    /// <param name="directory">The directory of the files; created when it does not exist.</param>
    /// <param name="accepted"><see cref="Insecure.UnsealedTokens"/>.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="accepted"/> is another value; or other users than the owner may enter the directory, or another
    /// user owns it.
    /// </exception>
    /// <exception cref="NotSupportedException">The directory's file system locks no files.</exception>
    public FileRegistrationStore(string directory, Insecure accepted)
        : this(Unsealed(accepted), directory)
    { }

    private FileRegistrationStore(StoreSeal? seal, string directory) =>
        _files = new(directory, ".registration", new("OAuthRegistration", "registration", seal), Remedy);

    /// <inheritdoc/>
    /// <exception cref="DamagedRecordException">
    /// The file cannot be trusted; the message says which file, why, and what to do.
    /// </exception>
    public async ValueTask<StoredRegistration?> GetAsync(
        RegistrationKey key, CancellationToken cancellationToken = default)
    {
        var digest = KeyDigest.Of(key);
        var stored = await _files.GetAsync(digest, cancellationToken).ConfigureAwait(false);
        return stored is { } file ? new(Read(digest, file.Record), file.Version) : null;
    }

    /// <inheritdoc/>
    /// <exception cref="DamagedRecordException">
    /// The existing file cannot be trusted; delete the registration first.
    /// </exception>
    public ValueTask<bool> PutAsync(
        RegistrationKey key,
        ClientRegistration registration,
        long? expectedVersion,
        CancellationToken cancellationToken = default) =>
        _files.PutAsync(KeyDigest.Of(key), StoreFormat.Write(registration), expectedVersion, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="DamagedRecordException">
    /// <paramref name="onlyVersion"/> is given, and the file cannot be trusted.
    /// </exception>
    public ValueTask DeleteAsync(
        RegistrationKey key, long? onlyVersion = null, CancellationToken cancellationToken = default) =>
        _files.DeleteAsync(KeyDigest.Of(key), onlyVersion, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> LeaseAsync(
        RegistrationKey key, TimeSpan lifetime, CancellationToken cancellationToken = default) =>
        _files.LeaseAsync(KeyDigest.Of(key), cancellationToken);

    /// <summary>Shows the directory of the files.</summary>
    /// <returns>For example <c>FileRegistrationStore { /home/me/clients }</c>.</returns>
    public override string ToString() => $"FileRegistrationStore {{ {_files.Directory} }}";

    private static StoreSeal? Unsealed(Insecure accepted) => accepted.HasFlag(Insecure.UnsealedTokens)
        ? null
        : throw new ArgumentException(
            "Give the store a StoreSeal with your keys, or say Insecure.UnsealedTokens.", nameof(accepted));

    private ClientRegistration Read(string digest, byte[] record)
    {
        try
        {
            return StoreFormat.ReadRegistration(record);
        }
        catch (DamagedRecordException damaged)
        {
            throw _files.Damaged(digest, damaged);
        }
    }
}
