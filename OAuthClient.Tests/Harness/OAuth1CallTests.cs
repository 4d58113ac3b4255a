using OAuthClient.Testing;
using OAuthHarness;

namespace OAuthClient.Tests.Harness;

/// <summary>The command <c>oauth1 call</c> against a provider that checks signatures.</summary>
public class OAuth1CallTests
{
    [Test]
    public async Task A_request_token_comes_for_a_signed_request()
    {
        using var harness = new HarnessRun();
        await using var provider = PretendProvider.Listen();
        var answer = await harness.SucceedAsync(
            "oauth1", "call", "POST", provider.OAuth1.TemporaryCredentialEndpoint!, "--callback", "oob",
            "--client-id", PretendProvider.ClientId, "--client-secret", PretendProvider.ClientSecret);
        Assert.That(answer, Does.Contain("oauth_token=").And.Contain("oauth_callback_confirmed=true"));
    }

    [Test]
    public async Task A_wrong_signature_is_the_providers_answer_and_its_exit_code()
    {
        using var harness = new HarnessRun();
        await using var provider = PretendProvider.Listen();
        var (code, _, error) = await harness.RunAsync(
            "oauth1", "call", "POST", provider.OAuth1.TemporaryCredentialEndpoint!, "--callback", "oob",
            "--client-id", PretendProvider.ClientId, "--client-secret", "wrong");
        Assert.That((code, error), Is.EqualTo((ExitCode.ProviderFailed, "401 Unauthorized")));
    }

    [TestCase("http://api.example/me", "must be https", ExitCode.WrongUse)]
    [TestCase("http://127.0.0.1:1/me", "cannot be reached", ExitCode.Unreachable)]
    public async Task A_request_that_cannot_be_sent_is_one_line(string url, string message, int exitCode)
    {
        using var harness = new HarnessRun();
        var (code, _, error) = await harness.RunAsync("oauth1", "call", "GET", url, "--client-id", "me");
        Assert.That((code, error.Split('\n').Length), Is.EqualTo((exitCode, 1)), error);
        Assert.That(error, Does.Contain(message));
    }
}
