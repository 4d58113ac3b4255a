using System.Diagnostics;
using OAuthClient.Keychain;
using OAuthClient.Tests.Peers;
using OAuthHarness;

namespace OAuthClient.Tests.Harness;

/// <summary>The key of the profiles in a real keychain, and without one.</summary>
public class KeychainTests
{
    private const string Save = """ "$@" profiles save one --provider github --client-id me --client-secret s-one """;
    private const string Show = """ "$@" profiles show one --show-secrets""";

    [Test]
    public async Task A_key_in_the_keychain_is_there_in_the_next_session()
    {
        using var keyring = await Keyring.CreateAsync();
        using var harness = new HarnessRun();
        var told = await keyring.RunAsync($"{Save} 2>&1", Program(harness));
        Assert.That(told, Does.Contain("a key in the keychain of this system"));
        Assert.That(File.Exists(harness.PathOf("key")), Is.False, "no key lies beside the profiles");
        Assert.That(await keyring.RunAsync(Show, Program(harness)), Does.Contain("s-one"));
    }

    [Test]
    public async Task Processes_that_begin_at_once_share_one_key()
    {
        using var keyring = await Keyring.CreateAsync();
        using var harness = new HarnessRun();
        const string Script = """
            for n in 1 2 3 4; do "$@" profiles save p$n --provider github --client-id me --client-secret s-$n 2>/dev/null & done
            wait
            for n in 1 2 3 4; do "$@" profiles show p$n --show-secrets || exit; done
            """;
        var shown = await keyring.RunAsync(Script, Program(harness));
        Assert.That(shown, Does.Contain("s-1").And.Contain("s-2").And.Contain("s-3").And.Contain("s-4"));
    }

    [Test]
    public async Task A_keychain_that_is_away_is_an_error_and_never_another_key()
    {
        using var keyring = await Keyring.CreateAsync();
        using var harness = new HarnessRun();
        await keyring.RunAsync(Save, Program(harness));
        var (code, _, error) = await harness.RunAsync(
            "profiles", "save", "two", "--provider", "github", "--client-id", "me", "--client-secret", "s-two");
        Assert.That((code, error.Split('\n').Length), Is.EqualTo((ExitCode.StoreFailed, 1)), error);
        Assert.That(error, Does.Contain("The key of the profiles is in the keychain"));
        Assert.That(File.Exists(harness.PathOf("key")), Is.False);
    }

    [Test]
    public async Task A_keychain_that_has_lost_the_key_is_an_error_and_never_another_key()
    {
        using var keyring = await Keyring.CreateAsync();
        using var other = await Keyring.CreateAsync();
        using var harness = new HarnessRun();
        await keyring.RunAsync(Save, Program(harness));
        var answer = await other.RunAsync($"{Show} 2>&1; echo $?", Program(harness));
        Assert.That(answer, Does.Contain("The keychain has lost the key").And.EndsWith($"\n{ExitCode.StoreFailed}\n"));
        Assert.That(await keyring.RunAsync(Show, Program(harness)), Does.Contain("s-one"));
    }

    [TestCase("")]
    [TestCase("../elsewhere")]
    [TestCase("a b")]
    [TestCase(".hidden")]
    public void An_application_has_a_plain_name(string application) =>
        Assert.That(async () => await KeychainSeal.FindAsync(application), Throws.InstanceOf<ArgumentException>());

    [Test]
    public async Task Without_a_keychain_the_library_says_what_to_do()
    {
        if (Environment.GetEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS") is not null || !OperatingSystem.IsLinux())
            Assert.Ignore("there may be a keychain here");
        var failure = await Assert.ThrowsAsync<KeychainException>(() => KeychainSeal.FindAsync("oauth-client-tests"));
        Assert.That(failure!.Reason, Is.EqualTo(KeychainFailure.Unavailable));
        Assert.That(failure.Message, Does.Contain("keep the key elsewhere"));
    }

    private static ProcessStartInfo Program(HarnessRun harness) => HarnessProgram.Start("--home", harness.Home);
}
