namespace OAuthClient.Keychain;

/// <summary>Why the keychain gave no key.</summary>
public enum KeychainFailure
{
    /// <summary>There is no keychain: its library is not installed, or no keychain service runs.</summary>
    Unavailable = 0,

    /// <summary>The keychain did not answer in time: it may be locked, and wait for its password.</summary>
    TimedOut = 1,

    /// <summary>The entry exists, and is no key that <see cref="KeychainSeal"/> made.</summary>
    DamagedKey = 2,

    /// <summary>The folder beside the keychain cannot be written.</summary>
    FolderFailed = 3,
}
