using System.Text;
using OAuthClient.Storage;
using OAuthClient.Tests.Storage;

namespace OAuthClient.Tests.Threats;

/// <summary>Tokens in files: who may read them, and what becomes of a file that somebody changed.</summary>
public sealed class StoredTokenThreats : IDisposable
{
    private const string Canary = "canary-of-a-stored-token";
    private static readonly TokenKey Mine = new("github", "client", "me", TokenKey.DefaultAccount);
    private static readonly TokenKey Yours = Mine with { User = "you" };
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Test]
    public async Task T51_A_file_that_was_cut_off_anywhere_is_damaged_and_not_an_empty_place([Values] bool isSealed)
    {
        var (store, file) = await StoredAsync(isSealed);
        var whole = await File.ReadAllBytesAsync(file);
        for (var length = 0; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(file, whole[..length]);
            await AssertDamagedAsync(store, file);
        }
    }

    [Test]
    public async Task T51_A_file_with_more_behind_it_is_damaged([Values] bool isSealed)
    {
        var (store, file) = await StoredAsync(isSealed);
        await File.AppendAllTextAsync(file, " ");
        await AssertDamagedAsync(store, file);
    }

    [Test]
    public async Task T51_A_file_in_which_any_byte_was_changed_is_damaged([Values] bool isSealed, [Values(0x01, 0x20, 0x80, 0xff)] int change)
    {
        var (store, file) = await StoredAsync(isSealed);
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
    public async Task T51_The_file_of_one_user_in_the_place_of_another_is_damaged([Values] bool isSealed)
    {
        var (store, mine) = await StoredAsync(isSealed);
        await store.PutAsync(Yours, Token("another"), null);
        var yours = _scratch.Files(".token").Single(file => file != mine);
        File.Move(mine, mine + ".kept");
        File.Copy(yours, mine);
        await AssertDamagedAsync(store, mine);
        Assert.That((await store.GetAsync(Yours))?.Token.AccessToken.Reveal(), Is.EqualTo("another"));
    }

    [Test]
    public async Task T51_A_name_that_was_written_anew_does_not_make_a_sealed_file_anothers()
    {
        var (store, mine) = await StoredAsync(isSealed: true);
        await store.PutAsync(Yours, Token("another"), null);
        var yours = _scratch.Files(".token").Single(file => file != mine);
        var forged = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(yours)).Replace(Path.GetFileNameWithoutExtension(yours), Path.GetFileNameWithoutExtension(mine), StringComparison.Ordinal);
        await File.WriteAllBytesAsync(mine, Encoding.Latin1.GetBytes(forged));
        await AssertDamagedAsync(store, mine);
    }

    [Test]
    public async Task T51_A_store_with_a_key_trusts_no_file_that_is_not_sealed_nor_one_without_a_key_a_sealed_one([Values] bool isSealed)
    {
        var (_, file) = await StoredAsync(isSealed);
        await AssertDamagedAsync(Make(!isSealed), file);
    }

    [Test]
    public async Task T51_A_file_of_a_store_with_another_key_is_damaged()
    {
        var (_, file) = await StoredAsync(isSealed: true);
        await AssertDamagedAsync(new(_scratch.Path, new StoreSeal(Keys.Bytes(2))), file);
    }

    [Test]
    public async Task T51_A_damaged_file_is_not_overwritten_and_can_be_deleted_by_name()
    {
        var (store, file) = await StoredAsync(isSealed: true);
        await File.WriteAllTextAsync(file, "");
        foreach (var version in new long?[] { null, 0, 1 })
            Assert.That(async () => await store.PutAsync(Mine, Token("b"), version), Throws.TypeOf<DamagedRecordException>());
        Assert.That(async () => await store.DeleteAsync(Mine, 1), Throws.TypeOf<DamagedRecordException>());
        await store.DeleteAsync(Mine);
        Assert.That(await store.PutAsync(Mine, Token("b"), null), Is.True);
    }

    // What no store can notice: nothing but the file itself says which version is the last.
    [Test]
    public async Task T51_An_older_file_of_the_same_token_is_read_as_what_it_was()
    {
        var (store, file) = await StoredAsync(isSealed: true);
        var (older, whole) = (await store.GetAsync(Mine), await File.ReadAllBytesAsync(file));
        await store.PutAsync(Mine, Token("newer"), older!.Version);
        await File.WriteAllBytesAsync(file, whole);
        Assert.That((await store.GetAsync(Mine))!.Version, Is.EqualTo(older.Version));
    }

    [Test]
    public async Task T51_Nothing_of_a_token_is_seen_in_a_sealed_directory()
    {
        await StoredAsync(isSealed: true);
        foreach (var file in _scratch.Files(""))
            Assert.That(Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)), Does.Not.Contain(Canary).And.Not.Contain("github").And.Not.Contain("access_token"));
    }

    [Test, Platform("Unix")]
    public async Task T51_Files_and_their_directory_are_the_owners_alone([Values] bool isSealed)
    {
        var directory = Path.Combine(_scratch.Path, "made", "here");
        var store = isSealed ? new FileTokenStore(directory, new StoreSeal(Keys.Bytes(1))) : new(directory, Insecure.UnsealedTokens);
        await store.PutAsync(Mine, Token(Canary), null);
        await store.PutAsync(Mine, Token(Canary), (await store.GetAsync(Mine))!.Version);
        await using var lease = await store.LeaseAsync(Mine, TimeSpan.FromMinutes(1));
        var files = Directory.GetFiles(directory);
        Assert.That(files.Select(Path.GetExtension), Is.SupersetOf(new[] { ".token", ".lease", ".lock" }));
        Assert.That(files.Select(Mode).Distinct(), Is.EqualTo(new[] { "600" }));
        Assert.That(Mode(directory), Is.EqualTo("700"));
    }

    [TestCase("750")]
    [TestCase("701")]
    [TestCase("777")]
    [Platform("Unix")]
    public void T51_A_directory_that_others_may_enter_is_refused_with_what_to_do(string mode)
    {
        Open(_scratch.Path, mode);
        Assert.That(() => Make(isSealed: true), Throws.ArgumentException.With.Message.Contains("chmod 700").And.Message.Contains(_scratch.Path));
        Assert.That(_scratch.Files(""), Is.Empty);
    }

    [TestCase("640")]
    [TestCase("604")]
    [TestCase("620")]
    [Platform("Unix")]
    public async Task T51_A_file_that_others_may_open_is_not_trusted(string mode)
    {
        var (store, file) = await StoredAsync(isSealed: false);
        Open(file, mode);
        await AssertDamagedAsync(store, file);
        Open(file, "600");
        Assert.That(await store.GetAsync(Mine), Is.Not.Null);
    }

    [Test]
    public async Task T51_A_new_login_takes_the_place_of_a_damaged_file_and_says_nothing_of_it()
    {
        var stage = new Stage(options: options => options with { Tokens = Make(isSealed: true) });
        await stage.LoginAsync("42");
        await File.WriteAllTextAsync(_scratch.Files(".token").Single(), Canary);
        var outcome = await stage.LoginAsync("42");
        Assert.That((outcome.Kind, outcome.Error?.Code), Is.EqualTo((OAuthOutcomeKind.Stored, (string?)null)));
        Assert.That($"{outcome} {outcome.Error} {outcome.Explanation} {outcome.Response.Body}", Does.Not.Contain(Canary));
    }

    private FileTokenStore Make(bool isSealed) =>
        isSealed ? new(_scratch.Path, new StoreSeal(Keys.Bytes(1))) : new(_scratch.Path, Insecure.UnsealedTokens);

    private async Task<(FileTokenStore Store, string File)> StoredAsync(bool isSealed)
    {
        var store = Make(isSealed);
        await store.PutAsync(Mine, Token(Canary), null);
        return (store, _scratch.Files(".token").Single());
    }

    private static async Task AssertDamagedAsync(FileTokenStore store, string file)
    {
        DamagedRecordException? damaged = null;
        try
        {
            await store.GetAsync(Mine);
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

    private static string Mode(string path) => Convert.ToString((int)ModeOf(path), 8);

    private static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path);

    private static void Open(string path, string mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32(mode, 8));
    }
}
