using System.Security.Cryptography;
using OAuthClient.Storage;

namespace OAuthClient.Keychain;

/// <summary>
/// The seal of a program's token files, whose key is kept in the keychain of the user's system: the Keychain of macOS,
/// the Secret Service of Linux, DPAPI of Windows. Thread-safe.
/// </summary>
/// <remarks>
/// <para>
/// Every program of the same user may read the key while the keychain is unlocked. The key protects files that were
/// copied to another machine, into a backup or a repository.
/// </para>
/// <para>
/// A call may open a window that asks for the keychain's password. It ends after 30 seconds with
/// <see cref="KeychainFailure.TimedOut"/>. Where there is no keychain, such as in a container, a call fails with
/// <see cref="KeychainFailure.Unavailable"/>: no other place is chosen silently.
/// </para>
/// </remarks>
public static class KeychainSeal
{
    private const int KeyLength = 32;

    /// <summary>Gets the seal, and makes its key if there is none. Of several processes at once one makes it.</summary>
    /// <param name="application">
    /// The name of the program, such as <c>my-tool</c>: letters, digits, hyphens, underscores and periods.
    /// </param>
    /// <param name="cancellationToken">Cancels the wait for the keychain.</param>
    /// <returns>The seal.</returns>
    /// <exception cref="KeychainException">There is no keychain, or it gave no key.</exception>
    /// <exception cref="ArgumentException">The name has other characters.</exception>
    public static async Task<StoreSeal> GetOrCreateAsync(
        string application, CancellationToken cancellationToken = default) =>
        new(await KeychainCall.RunAsync(application, GetOrCreate, cancellationToken).ConfigureAwait(false));

    /// <summary>Gets the seal, for programs that have used it before.</summary>
    /// <param name="application">As for <see cref="GetOrCreateAsync"/>.</param>
    /// <param name="cancellationToken">Cancels the wait for the keychain.</param>
    /// <returns>The seal; null when the keychain has no key.</returns>
    /// <exception cref="KeychainException">There is no keychain, or it gave no key.</exception>
    /// <exception cref="ArgumentException">The name has other characters.</exception>
    public static async Task<StoreSeal?> FindAsync(
        string application, CancellationToken cancellationToken = default)
    {
        var key = await KeychainCall.RunAsync(application, Find, cancellationToken).ConfigureAwait(false);
        return key is null ? null : new(key);
    }

    /// <summary>
    /// Deletes the key. Files that it has sealed cannot be opened any more: users log in again.
    /// </summary>
    /// <param name="application">As for <see cref="GetOrCreateAsync"/>.</param>
    /// <param name="cancellationToken">Cancels the wait for the keychain.</param>
    /// <returns>A task that ends when the keychain has no key.</returns>
    /// <exception cref="KeychainException">There is no keychain, or it failed.</exception>
    /// <exception cref="ArgumentException">The name has other characters.</exception>
    public static Task DeleteAsync(string application, CancellationToken cancellationToken = default) =>
        KeychainCall.RunAsync(application, Delete, cancellationToken);

    private static byte[] GetOrCreate(KeychainEntry entry)
    {
        if (Find(entry) is { } existing)
            return existing;
        using var held = entry.Lock();
        // Another process may have made the key meanwhile.
        if (Find(entry) is { } made)
            return made;
        var key = RandomNumberGenerator.GetBytes(KeyLength);
        entry.Write(key);
        // A keychain that forgets what it was given would lose all tokens later.
        return Find(entry) is { } kept && kept.AsSpan().SequenceEqual(key)
            ? key
            : throw new KeychainException(
                KeychainFailure.Unavailable, "The keychain does not keep what it is given. Keep the key elsewhere.");
    }

    private static byte[]? Find(KeychainEntry entry) => entry.Read() switch
    {
        [] => null,
        { Length: KeyLength } key => key,
        _ => throw new KeychainException(
            KeychainFailure.DamagedKey,
            "The keychain's entry is no key of this library. Restore it, or delete it: users then log in again."),
    };

    private static bool Delete(KeychainEntry entry)
    {
        using var held = entry.Lock();
        entry.Delete();
        return true;
    }
}
