using OAuthClient.Storage;

namespace OAuthClient.Tests.Storage;

public sealed class FileTokenStoreTests : IDisposable
{
    private static readonly TokenKey Key = new("github", "client", "42", TokenKey.DefaultAccount);
    private static readonly OAuthToken Token = new() { AccessToken = "a" };
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Test]
    public async Task A_token_outlives_its_store()
    {
        await CreateStore().PutAsync(Key, Token, null);
        var stored = await CreateStore().GetAsync(Key);
        Assert.That(await CreateStore().PutAsync(Key, Token, stored!.Version), Is.True);
    }

    [Test]
    public void A_store_without_a_key_needs_Insecure_UnsealedTokens() => Assert.That(
        () => new FileTokenStore(_directory.Path, Insecure.LoopbackHttp),
        Throws.ArgumentException.With.Message.Contains("Insecure.UnsealedTokens")
            .And.Message.Contains(nameof(StoreSeal)));

    [Test]
    public async Task An_older_key_still_opens_a_token_and_the_first_key_seals_the_next_write()
    {
        var older = new StoreSeal(SealKeys.CreateBytes(1));
        var newer = new StoreSeal(SealKeys.CreateBytes(2));
        var both = new FileTokenStore(_directory.Path, new StoreSeal(SealKeys.CreateBytes(2), SealKeys.CreateBytes(1)));
        await new FileTokenStore(_directory.Path, older).PutAsync(Key, Token, null);
        var stored = await both.GetAsync(Key);
        Assert.That(
            await new FileTokenStore(_directory.Path, older).GetAsync(Key),
            Is.EqualTo(stored).Using<StoredToken>((one, other) => one.Version == other.Version));
        await both.PutAsync(Key, stored!.Token, stored.Version);
        Assert.That(
            (await new FileTokenStore(_directory.Path, newer).GetAsync(Key))?.Token.AccessToken.Reveal(),
            Is.EqualTo("a"));
        Assert.That(
            async () => await new FileTokenStore(_directory.Path, older).GetAsync(Key),
            Throws.TypeOf<DamagedRecordException>());
    }

    [Test]
    public async Task A_lease_leaves_no_file_behind()
    {
        var lease = await CreateStore().LeaseAsync(Key, TimeSpan.FromMinutes(1));
        var during = _directory.FindFiles(".lease").Length;
        await lease.DisposeAsync();
        Assert.That((during, _directory.FindFiles(".lease").Length), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task The_lease_file_of_a_dead_process_does_not_block_a_lease()
    {
        await CreateStore().PutAsync(Key, Token, null);
        await File.WriteAllTextAsync(Path.ChangeExtension(_directory.FindFiles(".token").Single(), ".lease"), "");
        await using (await CreateStore().LeaseAsync(Key, TimeSpan.FromMinutes(1)))
            Assert.That(_directory.FindFiles(".lease"), Has.Length.EqualTo(1));
        Assert.That(_directory.FindFiles(".lease"), Is.Empty);
    }

    [Test]
    public async Task The_temporary_file_of_a_dead_writer_is_removed_by_the_next_write([Values] bool isDelete)
    {
        var store = CreateStore();
        await store.PutAsync(Key, Token, null);
        var half = _directory.FindFiles(".token").Single() + ".tmp";
        await File.WriteAllTextAsync(half, "half a token");
        var stored = await store.GetAsync(Key);
        if (isDelete)
            await store.DeleteAsync(Key);
        else
            await store.PutAsync(Key, Token, stored!.Version);
        Assert.That((stored!.Token.AccessToken.Reveal(), File.Exists(half)), Is.EqualTo(("a", false)));
    }

    [Test]
    public async Task A_failed_write_keeps_the_old_token()
    {
        var store = CreateStore();
        await store.PutAsync(Key, Token, null);
        var stored = await store.GetAsync(Key);
        Directory.CreateDirectory(_directory.FindFiles(".token").Single() + ".tmp");
        Assert.That(
            async () => await store.PutAsync(Key, Token with { AccessToken = "b" }, stored!.Version),
            Throws.InstanceOf<UnauthorizedAccessException>());
        Assert.That((await store.GetAsync(Key))!.Version, Is.EqualTo(stored!.Version));
    }

    [Test]
    public void A_failed_file_replacement_leaves_no_temporary_file()
    {
        var path = Path.Combine(_directory.Path, "a directory");
        Directory.CreateDirectory(path);
        Assert.That(
            () => PrivateFiles.Replace(path, [1, 2, 3]),
            Throws.InstanceOf<IOException>().Or.InstanceOf<UnauthorizedAccessException>());
        Assert.That(_directory.FindFiles(""), Is.Empty);
    }

    [Test]
    public void A_directory_that_cannot_be_flushed_to_disk_is_no_error([Values("not there", "")] string name) =>
        Assert.That(
            () => DirectorySync.Flush(name.Length == 0 ? "" : Path.Combine(_directory.Path, name)),
            Throws.Nothing);

    [Test]
    public async Task A_missing_directory_is_an_error_and_not_an_empty_store()
    {
        var directory = Path.Combine(_directory.Path, "tokens");
        var store = new FileTokenStore(directory, Insecure.UnsealedTokens);
        Directory.Delete(directory, recursive: true);
        Assert.That(async () => await store.GetAsync(Key), Throws.TypeOf<DirectoryNotFoundException>());
        Assert.That(async () => await store.PutAsync(Key, Token, null), Throws.TypeOf<DirectoryNotFoundException>());
    }

    [Test]
    public async Task Versions_of_a_token_are_never_negative_or_repeated()
    {
        var store = CreateStore();
        var versions = new HashSet<long>();
        for (var number = 0; number < 100; number++)
        {
            await store.DeleteAsync(Key);
            await store.PutAsync(Key, Token, null);
            versions.Add((await store.GetAsync(Key))!.Version);
        }
        Assert.That((versions.Count, versions.Min() >= 0), Is.EqualTo((100, true)));
    }

    [Test]
    public void A_key_with_invalid_characters_is_refused() =>
        Assert.That(
            async () => await CreateStore().PutAsync(Key with { User = "\ud800" }, Token, null),
            Throws.InstanceOf<ArgumentException>());

    private FileTokenStore CreateStore() => new(_directory.Path, new StoreSeal(SealKeys.CreateBytes(1)));
}
