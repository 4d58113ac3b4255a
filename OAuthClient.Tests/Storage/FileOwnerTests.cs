using System.Diagnostics;
using OAuthClient.Storage;

namespace OAuthClient.Tests.Storage;

/// <summary>
/// The store trusts a directory and a file only if its own user or root owns them. Only root can give a file to another
/// user, so most of the tests need root.
/// </summary>
[Platform("Unix")]
public sealed class FileOwnerTests : IDisposable
{
    private const string Nobody = "65534";
    private static readonly TokenKey Key = new("github", "client", "42", TokenKey.DefaultAccount);
    private static readonly OAuthToken Token = new() { AccessToken = "a" };
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [TestCase(0, 0, true)]
    [TestCase(1000, 0, false)]
    [TestCase(1000, 1000, true)]
    [TestCase(0, 1000, true)]
    [TestCase(1001, 1000, false)]
    public void The_own_user_and_root_are_trusted(int owner, int user, bool isTrusted) =>
        Assert.That(FileOwner.IsTrusted((uint)owner, (uint)user), Is.EqualTo(isTrusted));

    [Test]
    public void The_system_tells_the_owner_of_a_file_and_of_a_directory()
    {
        var path = Path.Combine(_directory.Path, "file");
        using var file = File.Create(path);
        uint?[] owners =
        [
            UnixOwner.OfFile(file.SafeFileHandle),
            UnixOwner.OfPath(path, followsLink: true),
            UnixOwner.OfPath(_directory.Path, followsLink: false),
        ];
        Assert.That(UnixOwner.EffectiveUser(), Is.Not.Null);
        Assert.That(owners, Is.All.EqualTo(UnixOwner.EffectiveUser()));
        Assert.That(UnixOwner.OfPath(path + ".missing", followsLink: true), Is.Null);
    }

    [Test]
    public void T51_A_directory_of_another_user_is_refused_and_the_error_says_whose_it_is()
    {
        GiveAway(_directory.Path);
        Assert.That(
            () => CreateStore(),
            Throws.ArgumentException.With.Message.Contains(_directory.Path)
                .And.Message.Contains(Nobody).And.Message.Contains("chown"));
        Assert.That(_directory.FindFiles(""), Is.Empty);
    }

    [Test]
    public async Task T51_A_directory_that_another_user_has_put_in_its_place_is_refused()
    {
        var directory = Path.Combine(_directory.Path, "tokens");
        var store = new FileTokenStore(directory, Insecure.UnsealedTokens);
        await store.PutAsync(Key, Token, null);
        var stored = (await store.GetAsync(Key))!;
        Run("cp", "-r", directory, directory + ".theirs");
        Directory.Move(directory, directory + ".mine");
        Directory.Move(directory + ".theirs", directory);
        GiveAway(directory);
        AssertRefused(store, stored, directory);
        Assert.That(Directory.GetFiles(directory, "*.tmp"), Is.Empty);
    }

    [Test]
    public async Task T51_A_directory_that_others_may_enter_later_is_refused()
    {
        var store = CreateStore();
        await store.PutAsync(Key, Token, null);
        var stored = (await store.GetAsync(Key))!;
        Run("chmod", "755", _directory.Path);
        AssertRefused(store, stored, _directory.Path);
    }

    [Test]
    public async Task T51_A_symbolic_link_of_another_user_is_refused_and_one_of_the_own_user_is_followed()
    {
        var link = _directory.Path + ".link";
        Directory.CreateSymbolicLink(link, _directory.Path);
        try
        {
            var store = new FileTokenStore(link, Insecure.UnsealedTokens);
            await store.PutAsync(Key, Token, null);
            var stored = (await store.GetAsync(Key))!;
            GiveAway(link);
            AssertRefused(store, stored, link);
            Assert.That(() => new FileTokenStore(link, Insecure.UnsealedTokens), Throws.ArgumentException);
        }
        finally
        {
            File.Delete(link);
        }
    }

    [Test]
    public async Task T51_A_token_file_of_another_user_is_damaged_and_can_be_deleted([Values] bool isSymbolicLink)
    {
        var store = CreateStore();
        await store.PutAsync(Key, Token, null);
        var file = _directory.FindFiles(".token").Single();
        if (isSymbolicLink)
        {
            File.Move(file, file + ".theirs");
            File.CreateSymbolicLink(file, file + ".theirs");
        }
        GiveAway(isSymbolicLink ? file + ".theirs" : file);
        Assert.That(
            async () => await store.GetAsync(Key),
            Throws.TypeOf<DamagedRecordException>().With.Message.Contains(file).And.Message.Contains(Nobody));
        Assert.That(async () => await store.PutAsync(Key, Token, null), Throws.TypeOf<DamagedRecordException>());
        await store.DeleteAsync(Key);
        Assert.That(await store.PutAsync(Key, Token, null), Is.True);
    }

    [Test]
    public async Task T51_A_lock_file_of_another_user_is_refused([Values("*.lock", "*.lease")] string pattern)
    {
        var store = CreateStore();
        await store.PutAsync(Key, Token, null);
        await using (await store.LeaseAsync(Key, TimeSpan.FromMinutes(1)))
            Run("cp", "-r", _directory.Path + "/.", _directory.Path + ".copy");
        try
        {
            foreach (var file in Directory.GetFiles(_directory.Path + ".copy", pattern))
                GiveAway(file);
            Assert.That(
                async () => await new FileTokenStore(_directory.Path + ".copy", Insecure.UnsealedTokens)
                    .LeaseAsync(Key, TimeSpan.FromMinutes(1)),
                Throws.TypeOf<UnauthorizedAccessException>().With.Message.Contains(Nobody));
        }
        finally
        {
            Directory.Delete(_directory.Path + ".copy", recursive: true);
        }
    }

    private FileTokenStore CreateStore() => new(_directory.Path, Insecure.UnsealedTokens);

    private static void AssertRefused(FileTokenStore store, StoredToken stored, string directory)
    {
        Func<Task>[] calls =
        [
            async () => await store.GetAsync(Key),
            async () => await store.PutAsync(Key, Token, null),
            async () => await store.PutAsync(Key, Token, stored.Version),
            async () => await store.DeleteAsync(Key),
            async () => await store.LeaseAsync(Key, TimeSpan.FromMinutes(1)),
        ];
        foreach (var (number, call) in calls.Index())
        {
            Assert.That(
                call,
                Throws.TypeOf<UnauthorizedAccessException>().With.Message.Contains(directory),
                $"call {number}");
        }
    }

    private static void GiveAway(string path)
    {
        if (!Environment.IsPrivilegedProcess)
            Assert.Ignore("Only root can give a file to another user.");
        Run("chown", "-h", Nobody, path);
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, $"{program} {string.Join(' ', arguments)}");
    }
}
