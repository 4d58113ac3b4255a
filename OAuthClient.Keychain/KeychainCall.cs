namespace OAuthClient.Keychain;

/// <summary>Calls the keychain off the caller's thread, with a deadline.</summary>
internal static class KeychainCall
{
    // A person may have to type the password of the keychain.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<T> RunAsync<T>(
        string application, Func<KeychainEntry, T> call, CancellationToken cancellationToken)
    {
        ThrowIfInvalid(application);
        // A call that waits for the keychain service blocks its thread, and cannot be cancelled.
        var running = Task.Factory.StartNew(
            () => call(new(application)),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        try
        {
            return await running.WaitAsync(Patience, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException late)
        {
            throw new KeychainException(
                KeychainFailure.TimedOut,
                $"The keychain did not answer within {Patience.TotalSeconds} seconds. Unlock it, and try again.",
                late);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new KeychainException(
                KeychainFailure.FolderFailed,
                $"The folder beside the keychain cannot be used: {failure.Message} Let the user write there.",
                failure);
        }
        // The package throws exceptions of several types, one for each system and service.
        catch (Exception failure) when (failure is not (KeychainException or OperationCanceledException))
        {
            throw new KeychainException(KeychainFailure.Unavailable, HowToGetOne, failure);
        }
    }

    private static string HowToGetOne => OperatingSystem.IsLinux()
        ? "There is no keychain: libsecret is not installed, or no keychain service such as gnome-keyring runs in this "
            + "session. Install and start one, or keep the key elsewhere."
        : "The keychain of the system cannot be used. Unlock it, or keep the key elsewhere.";

    private static void ThrowIfInvalid(string application)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(application);
        if (application.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
            && application[0] != '.')
        {
            return;
        }
        throw new ArgumentException(
            $"'{application}' is no name for an application: use letters, digits, hyphens, underscores and periods.",
            nameof(application));
    }
}
