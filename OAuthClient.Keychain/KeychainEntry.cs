using System.Diagnostics;
using Microsoft.Identity.Client.Extensions.Msal;
using MsalStorage = Microsoft.Identity.Client.Extensions.Msal.Storage;

namespace OAuthClient.Keychain;

/// <summary>The entry of one application in the keychain. Its methods block.</summary>
internal sealed class KeychainEntry
{
    private const UnixFileMode OwnerOnly =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly MsalStorage _storage;
    private readonly string _lockPath;

    public KeychainEntry(string application)
    {
        var folder = Path.Combine(
            Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            "OAuthClient.Keychain");
        CreateFolder(folder);
        _lockPath = Path.Combine(folder, $"{application}.lock");
        // Linux compares an entry by its schema and attributes only.
        var properties = new StorageCreationPropertiesBuilder($"{application}.key", folder)
            .WithMacKeyChain("OAuthClient.Keychain", application)
            .WithLinuxKeyring(
                "dev.oauthsignals.key",
                MsalCacheHelper.LinuxKeyRingDefaultCollection,
                $"The key of the stored tokens of {application}",
                new("library", "OAuthClient.Keychain"),
                new("application", application))
            .Build();
        _storage = MsalStorage.Create(properties, new TraceSource("OAuthClient.Keychain", SourceLevels.Off));
    }

    /// <summary>Holds the entry for one process. Waits for a minute at most.</summary>
    public IDisposable Lock() => new CrossPlatLock(_lockPath);

    public byte[] Read() => _storage.ReadData() ?? [];

    public void Write(byte[] value) => _storage.WriteData(value);

    public void Delete() => _storage.Clear(ignoreExceptions: false);

    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnerOnly);
    }
}
