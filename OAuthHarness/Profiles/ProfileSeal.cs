using System.Security.Cryptography;
using OAuthClient.Keychain;
using OAuthClient.Storage;
using OAuthHarness.Terminal;

namespace OAuthHarness.Profiles;

/// <summary>
/// The seal of secrets and stored tokens. Its key is in the environment, in the system's keychain or, where there is
/// none, in a file beside the profiles.
/// </summary>
internal sealed class ProfileSeal(PrivateFolder home, Action<string> tell, bool usesKeychain)
{
    private const string Variable = "OAUTH_HARNESS_KEY";
    private const string Application = "oauth-harness";
    private const string KeyFile = "key";

    // The file says that the key is in the keychain: a keychain that is away never leads to another key.
    private const string KeychainFile = "key-in-keychain";

    private StoreSeal? _seal;

    public async Task<StoreSeal> GetAsync(CancellationToken cancellationToken) =>
        _seal ??= ReadVariable() ?? await ReadAsync(cancellationToken) ?? await CreateAsync(cancellationToken);

    private static StoreSeal? ReadVariable()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } key)
            return null;
        try
        {
            return StoreSeal.Parse(key);
        }
        catch (ArgumentException unusable)
        {
            throw new HarnessException(ExitCode.WrongUse, $"{Variable} is no key. {unusable.Message}", unusable);
        }
    }

    private async Task<StoreSeal?> ReadAsync(CancellationToken cancellationToken)
    {
        if (home.ReadText(KeyFile) is { } key)
            return ParseFile(key);
        if (home.ReadText(KeychainFile) is null)
            return null;
        try
        {
            return await KeychainSeal.FindAsync(Application, cancellationToken) ?? throw new HarnessException(
                ExitCode.StoreFailed,
                "The keychain has lost the key of the profiles. Restore the keychain, or delete "
                + $"'{home.PathOf(KeychainFile)}': secrets and tokens are then given anew.");
        }
        catch (KeychainException away)
        {
            throw new HarnessException(
                ExitCode.StoreFailed, $"The key of the profiles is in the keychain. {PlainText.Of(away.Message)}", away);
        }
    }

    private StoreSeal ParseFile(string key)
    {
        try
        {
            return StoreSeal.Parse(key);
        }
        catch (ArgumentException damaged)
        {
            throw new HarnessException(
                ExitCode.StoreFailed,
                $"'{home.PathOf(KeyFile)}' is no key. Restore it, or delete it: secrets and tokens are then given anew.",
                damaged);
        }
    }

    private async Task<StoreSeal> CreateAsync(CancellationToken cancellationToken)
    {
        ThrowIfKeyIsGone();
        if (!usesKeychain)
            return CreateFile("A key in a file was asked for");
        try
        {
            var seal = await KeychainSeal.GetOrCreateAsync(Application, cancellationToken);
            // Another process may have found no keychain, and made a file.
            if (home.ReadText(KeyFile) is { } key)
                return ParseFile(key);
            if (home.TryCreate(KeychainFile, "The key is in the keychain of the system.\n"))
                tell("Secrets and tokens are sealed with a key in the keychain of this system.");
            return seal;
        }
        catch (KeychainException)
        {
            return await ReadAsync(cancellationToken) ?? CreateFile("No keychain can be used here");
        }
    }

    // A new key would make every stored token unreadable.
    private void ThrowIfKeyIsGone()
    {
        var tokens = home.PathOf("tokens");
        if (!Directory.Exists(tokens) || !Directory.EnumerateFiles(tokens).Any())
            return;
        throw new HarnessException(
            ExitCode.StoreFailed,
            $"There are sealed tokens in '{tokens}', and their key is gone. Restore '{home.PathOf(KeyFile)}' or set "
            + $"{Variable}; or delete that folder, and log in again.");
    }

    private StoreSeal CreateFile(string reason)
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        if (home.TryCreate(KeyFile, key + "\n"))
        {
            tell(
                $"{reason}, so secrets and tokens are sealed with a key in the file "
                + $"'{home.PathOf(KeyFile)}', which only you may read.");
        }
        // Another process may have been first.
        return ParseFile(home.ReadText(KeyFile) ?? key);
    }
}
