using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Flurl.Http;
using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Threats;

/// <summary>A stolen authorization code cannot be exchanged for a token.</summary>
public class PkceThreats
{
    private static readonly string[] PlainMethodOnly = ["plain"];

    private sealed record Profile(string Login);

    [Test]
    public async Task T23_Every_login_uses_S256_and_only_the_token_endpoint_sees_the_verifier(
        [Values] PushedAuthorization pushed, [Values] bool isPublic)
    {
        var setup = new DanceSetup(
            provider: provider => provider with
            {
                PushedAuthorization = pushed,
                ClientSecret = isPublic ? default : provider.ClientSecret,
            });
        await setup.LoginAsync("42");
        await setup.LoginAsync("42");
        var verifiers = setup.Recorder.SavedDances.Select(pending => pending.TokenRequestSecret.Reveal()).ToArray();
        Assert.That(verifiers, Is.Unique.And.All.Match("^[A-Za-z0-9._~-]{43,128}$"), "RFC 7636 section 4.1");
        foreach (var verifier in verifiers)
        {
            var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
            Assert.That(
                setup.Provider.Requests
                    .Where(request => request["code_challenge"] == challenge)
                    .Select(request => request["code_challenge_method"]),
                Is.EqualTo(new[] { "S256" }));
            var seen = setup.Provider.Requests.Where(
                request => $"{request.Url} {request.Authorization} {request.Body}".Contains(
                    verifier, StringComparison.Ordinal));
            Assert.That(seen.Select(request => request.Endpoint), Is.EqualTo(new[] { PretendEndpoint.Token }));
        }
    }

    [TestCase("plain")]
    [TestCase("plain", "s256")]
    [TestCase("plain", "S512")]
    [TestCase("S512")]
    public async Task T24_A_login_is_refused_when_the_metadata_lists_no_S256(params string[] methods)
    {
        foreach (var pushed in Enum.GetValues<PushedAuthorization>())
        {
            var setup = new DanceSetup(
                provider: provider => provider with { CodeChallengeMethods = methods, PushedAuthorization = pushed });
            await setup.AssertNotBegunAsync(new OAuthBeginOptions(), OAuthErrorCode.PkceDowngrade);
        }
    }

    [TestCase("plain", true, "plain")]
    [TestCase("plain S256", true, "S256")]
    [TestCase("plain S256", false, "S256")]
    [TestCase("", true, "S256")]
    [TestCase("", false, "S256")]
    public async Task T24_Plain_is_used_only_where_the_provider_lists_no_S256_and_Insecure_PlainPkce_is_set(
        string methods, bool allowed, string used)
    {
        var setup = new DanceSetup(
            provider: provider => provider with
            {
                CodeChallengeMethods = methods.Split(' ', StringSplitOptions.RemoveEmptyEntries),
                Allow = allowed ? Insecure.PlainPkce : default,
            });
        setup.Provider.Misbehave = used == "plain" ? Misbehavior.OnlyPlainPkce : Misbehavior.None;
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
        Assert.That(
            setup.Provider.AssertCalledOnce(PretendEndpoint.Authorization)["code_challenge_method"],
            Is.EqualTo(used));
    }

    [Test]
    public async Task T24_A_provider_that_rejects_S256_fails_the_login_without_a_downgrade([Values] bool listsS256)
    {
        var setup = new DanceSetup(
            provider: provider =>
                provider with { CodeChallengeMethods = listsS256 ? ["S256"] : [], Allow = Insecure.PlainPkce });
        setup.Provider.Misbehave = Misbehavior.OnlyPlainPkce;
        var callback = await setup.GetCallbackUrlAsync("42");
        await setup.AssertFailedAsync(
            () => setup.Dance.FinishAsync(callback, setup.Browser.Cookie),
            OAuthOutcomeKind.ProviderFailed,
            OAuthErrorCode.ProviderError,
            requests: 0);
        Assert.That(
            setup.Provider.Requests.Select(request => request["code_challenge_method"]).OfType<string>(),
            Is.EqualTo(new[] { "S256" }).And.Not.EquivalentTo(PlainMethodOnly));
    }

    [Test]
    public async Task T25_A_thousand_logins_at_once_never_mix_their_verifiers_states_or_tokens(
        [Values] Protocol protocol)
    {
        const int logins = 1_000;
        var setup = new DanceSetup(protocol);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = 32 };
        await Parallel.ForAsync(0, logins, parallel, async (number, cancellationToken) =>
        {
            var browser = setup.CreateBrowser();
            var callback = await setup.GetCallbackUrlAsync($"user {number}", browser, $"name {number}");
            await Task.Yield();
            var outcome = await setup.Dance.FinishAsync(callback, browser.Cookie, cancellationToken: cancellationToken);
            Assert.That(
                (outcome.Kind, outcome.User),
                Is.EqualTo((OAuthOutcomeKind.Stored, new OAuthUser($"user {number}"))));
        });
        // The pretend provider's API returns the name of the user to whom the token was issued.
        for (var number = 0; number < logins; number++)
        {
            Assert.That(
                (await setup.Dance.Session($"user {number}").Request("me").GetJsonAsync<Profile>()).Login,
                Is.EqualTo($"name {number}"));
        }
        Assert.That((setup.TokenRequestCount, setup.Errors.Count), Is.EqualTo((logins, 0)));
    }

    [Test]
    public async Task T25_A_code_of_another_login_is_refused_even_in_the_same_browser([Values] Protocol protocol)
    {
        var setup = new DanceSetup(protocol);
        var one = await setup.GetCallbackUrlAsync("1");
        var other = await setup.GetCallbackUrlAsync("2");
        var mixed = Callbacks.WithValue(
            one,
            Callbacks.CodeOrVerifierParameter(protocol),
            Callbacks.Value(other, Callbacks.CodeOrVerifierParameter(protocol)));
        await setup.AssertFailedAsync(
            () => setup.Dance.FinishAsync(mixed, setup.Browser.Cookie),
            OAuthOutcomeKind.ProviderFailed,
            OAuthErrorCode.ProviderError);
    }
}
