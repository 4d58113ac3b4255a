using System.Text;
using OAuthClient.Storage;
using OAuthClient.Tests.Storage;

namespace OAuthClient.Tests.Threats;

/// <summary>
/// Token files can be read only by their owner, and a token file that was changed is reported as damaged.
/// </summary>
public sealed class StoredTokenThreats : IDisposable
{
    private const string Canary = "canary-of-a-stored-token";
    private static readonly TokenKey MyKey = new("github", "client", "me", TokenKey.DefaultAccount);
    private static readonly TokenKey YourKey = MyKey with { User = "you" };
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Test]
    public async Task T51_A_truncated_file_is_damaged_and_not_a_missing_token([Values] bool isSealed)
    {
        var (store, file) = await StoreTokenAsync(isSealed);
        var whole = await File.ReadAllBytesAsync(file);
        for (var length = 0; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(file, whole[..length]);
            await AssertDamagedAsync(store, file);
        }
    }

    [Test]
    public async Task T51_A_file_with_trailing_data_is_damaged([Values] bool isSealed)
    {
        var (store, file) = await StoreTokenAsync(isSealed);
        await File.AppendAllTextAsync(file, " ");
        await AssertDamagedAsync(store, file);
    }

    [Test]
    public async Task T51_A_file_with_any_byte_changed_is_damaged(
        [Values] bool isSealed, [Values(0x01, 0x20, 0x80, 0xff)] int change)
    {
        var (store, file) = await StoreTokenAsync(isSealed);
        var whole = await File.ReadAllBytesAsync(file);
        for (var place = 0; place < whole.Length; place++)
        {
            byte[] changed = [.. whole];
            changed[place] ^= (byte)change;
            await File.WriteAllBytesAsync(file, changed);
            await AssertDamagedAsync(store, file);
        }
    }

    [Test]
    public async Task T51_The_file_of_one_user_under_the_name_of_another_is_damaged([Values] bool isSealed)
    {
        var (store, mine) = await StoreTokenAsync(isSealed);
        await store.PutAsync(YourKey, Token("another"), null);
        var yours = _directory.FindFiles(".token").Single(file => file != mine);
        File.Move(mine, mine + ".kept");
        File.Copy(yours, mine);
        await AssertDamagedAsync(store, mine);
        Assert.That((await store.GetAsync(YourKey))?.Token.AccessToken.Reveal(), Is.EqualTo("another"));
    }

    [Test]
    public async Task T51_A_sealed_file_with_a_rewritten_name_is_damaged()
    {
        var (store, mine) = await StoreTokenAsync(isSealed: true);
        await store.PutAsync(YourKey, Token("another"), null);
        var yours = _directory.FindFiles(".token").Single(file => file != mine);
        var forged = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(yours)).Replace(
            Path.GetFileNameWithoutExtension(yours), Path.GetFileNameWithoutExtension(mine), StringComparison.Ordinal);
        await File.WriteAllBytesAsync(mine, Encoding.Latin1.GetBytes(forged));
        await AssertDamagedAsync(store, mine);
    }

    [Test]
    public async Task T51_A_sealing_store_refuses_unsealed_files_and_an_unsealed_store_refuses_sealed_files(
        [Values] bool isSealed)
    {
        var (_, file) = await StoreTokenAsync(isSealed);
        await AssertDamagedAsync(CreateStore(!isSealed), file);
    }

    [Test]
    public async Task T51_A_file_sealed_with_another_key_is_damaged()
    {
        var (_, file) = await StoreTokenAsync(isSealed: true);
        await AssertDamagedAsync(new(_directory.Path, new StoreSeal(SealKeys.CreateBytes(2))), file);
    }

    [Test]
    public async Task T51_A_damaged_file_is_not_overwritten_but_can_be_deleted()
    {
        var (store, file) = await StoreTokenAsync(isSealed: true);
        await File.WriteAllTextAsync(file, "");
        foreach (var version in new long?[] { null, 0, 1 })
        {
            Assert.That(
                async () => await store.PutAsync(MyKey, Token("b"), version),
                Throws.TypeOf<DamagedRecordException>());
        }
        Assert.That(async () => await store.DeleteAsync(MyKey, 1), Throws.TypeOf<DamagedRecordException>());
        await store.DeleteAsync(MyKey);
        Assert.That(await store.PutAsync(MyKey, Token("b"), null), Is.True);
    }

    // A file store cannot detect a restored older file: the latest version number is stored only in the file itself.
    [Test]
    public async Task T51_A_restored_older_file_of_the_same_token_is_read_as_its_older_version()
    {
        var (store, file) = await StoreTokenAsync(isSealed: true);
        var older = await store.GetAsync(MyKey);
        var whole = await File.ReadAllBytesAsync(file);
        await store.PutAsync(MyKey, Token("newer"), older!.Version);
        await File.WriteAllBytesAsync(file, whole);
        Assert.That((await store.GetAsync(MyKey))!.Version, Is.EqualTo(older.Version));
    }

    [Test]
    public async Task T51_A_sealed_directory_shows_nothing_of_a_token()
    {
        await StoreTokenAsync(isSealed: true);
        foreach (var file in _directory.FindFiles(""))
        {
            Assert.That(
                Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)),
                Does.Not.Contain(Canary).And.Not.Contain("github").And.Not.Contain("access_token"));
        }
    }

    [Test, Platform("Unix")]
    public async Task T51_Files_and_their_directory_are_accessible_by_the_owner_only([Values] bool isSealed)
    {
        var directory = Path.Combine(_directory.Path, "made", "here");
        var store = isSealed
            ? new FileTokenStore(directory, new StoreSeal(SealKeys.CreateBytes(1)))
            : new(directory, Insecure.UnsealedTokens);
        await store.PutAsync(MyKey, Token(Canary), null);
        await store.PutAsync(MyKey, Token(Canary), (await store.GetAsync(MyKey))!.Version);
        await using var lease = await store.LeaseAsync(MyKey, TimeSpan.FromMinutes(1));
        var files = Directory.GetFiles(directory);
        Assert.That(files.Select(Path.GetExtension), Is.SupersetOf(new[] { ".token", ".lease", ".lock" }));
        Assert.That(files.Select(OctalModeOf).Distinct(), Is.EqualTo(new[] { "600" }));
        Assert.That(OctalModeOf(directory), Is.EqualTo("700"));
    }

    [TestCase("750")]
    [TestCase("701")]
    [TestCase("777")]
    [Platform("Unix")]
    public void T51_A_directory_accessible_by_others_is_refused_and_the_error_says_what_to_do(string mode)
    {
        SetMode(_directory.Path, mode);
        Assert.That(
            () => CreateStore(isSealed: true),
            Throws.ArgumentException.With.Message.Contains("chmod 700").And.Message.Contains(_directory.Path));
        Assert.That(_directory.FindFiles(""), Is.Empty);
    }

    [TestCase("640")]
    [TestCase("604")]
    [TestCase("620")]
    [Platform("Unix")]
    public async Task T51_A_file_accessible_by_others_is_damaged(string mode)
    {
        var (store, file) = await StoreTokenAsync(isSealed: false);
        SetMode(file, mode);
        await AssertDamagedAsync(store, file);
        SetMode(file, "600");
        Assert.That(await store.GetAsync(MyKey), Is.Not.Null);
    }

    [Test]
    public async Task T51_A_new_login_replaces_a_damaged_file_and_quotes_nothing_of_the_file()
    {
        var setup = new DanceSetup(options: options => options with { Tokens = CreateStore(isSealed: true) });
        await setup.LoginAsync("42");
        await File.WriteAllTextAsync(_directory.FindFiles(".token").Single(), Canary);
        var outcome = await setup.LoginAsync("42");
        Assert.That((outcome.Kind, outcome.Error?.Code), Is.EqualTo((OAuthOutcomeKind.Stored, (string?)null)));
        Assert.That(
            $"{outcome} {outcome.Error} {outcome.Explanation} {outcome.Response.Body}",
            Does.Not.Contain(Canary));
    }

    private FileTokenStore CreateStore(bool isSealed) =>
        isSealed
            ? new(_directory.Path, new StoreSeal(SealKeys.CreateBytes(1)))
            : new(_directory.Path, Insecure.UnsealedTokens);

    private async Task<(FileTokenStore Store, string File)> StoreTokenAsync(bool isSealed)
    {
        var store = CreateStore(isSealed);
        await store.PutAsync(MyKey, Token(Canary), null);
        return (store, _directory.FindFiles(".token").Single());
    }

    private static async Task AssertDamagedAsync(FileTokenStore store, string file)
    {
        DamagedRecordException? damaged = null;
        try
        {
            await store.GetAsync(MyKey);
        }
        catch (DamagedRecordException caught)
        {
            damaged = caught;
        }
        Assert.That(damaged, Is.Not.Null);
        Assert.That(damaged!.Message, Does.Contain(file).And.Contain("delete it"));
        Assert.That(damaged.ToString(), Does.Not.Contain(Canary));
    }

    private static OAuthToken Token(string text) => new() { AccessToken = text, RefreshToken = Canary };

    private static string OctalModeOf(string path) => Convert.ToString((int)ModeOf(path), 8);

    private static UnixFileMode ModeOf(string path) =>
        OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path);

    private static void SetMode(string path, string mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32(mode, 8));
    }
}
