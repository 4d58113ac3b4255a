using System.Security.Cryptography;
using System.Text;
using OAuthClient.OAuth2;
using OAuthClient.Storage;
using OAuthClient.Testing;

namespace OAuthClient.Tests.OAuth2;

public class PkceTests
{
    [Test]
    public void The_challenge_is_that_of_RFC_7636_appendix_B() =>
        Assert.That(
            Pkce.Challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "S256"),
            Is.EqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));

    [Test]
    public void A_verifier_has_43_unreserved_characters_and_is_unique()
    {
        var verifiers = Enumerable.Range(0, 10_000)
            .Select(_ => Pkce.Verifier(RandomNumberGenerator.Create()).Reveal())
            .ToArray();
        Assert.That(verifiers, Is.Unique);
        Assert.That(verifiers, Has.All.Matches("^[A-Za-z0-9_-]{43}$"));
    }

    [Test]
    public async Task With_NoPkce_neither_challenge_nor_verifier_is_sent([Values] PushedAuthorization pushed)
    {
        var setup = new DanceSetup(provider: provider => provider with
        {
            Allow = Insecure.NoPkce,
            PushedAuthorization = pushed,
        });
        setup.Provider.Misbehave = Misbehavior.RefusesPkce;
        var outcome = await setup.LoginAsync("42");
        Assert.That(outcome.IsStored, Is.True, $"{outcome.Error}");
        Assert.That(
            setup.Provider.Requests.Select(request => $"{request.Url} {request.Body}"),
            Has.None.Contains("code_challenge").And.None.Contains("code_verifier"));
    }

    [Test]
    public async Task A_provider_that_refuses_PKCE_refuses_a_login_with_it()
    {
        var setup = new DanceSetup();
        setup.Provider.Misbehave = Misbehavior.RefusesPkce;
        var outcome = await setup.LoginAsync("42");
        Assert.That((outcome.Kind, outcome.Error?.ProviderError), Is.EqualTo((OAuthOutcomeKind.ProviderFailed, "invalid_client")));
    }

    [TestCase(true, OAuthOutcomeKind.Stored)]
    [TestCase(false, OAuthOutcomeKind.ProviderFailed)]
    public async Task A_provider_that_wants_a_hexadecimal_challenge_gets_it_with_the_quirk_only(
        bool isHex, OAuthOutcomeKind kind)
    {
        var setup = new DanceSetup(provider: provider => provider with { Quirks = new() { HexCodeChallenge = isHex } });
        setup.Provider.Misbehave = Misbehavior.HexCodeChallenge;
        Assert.That((await setup.LoginAsync("42")).Kind, Is.EqualTo(kind));
        var verifier = setup.Recorder.SavedDances.Single().TokenRequestSecret.Reveal();
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(verifier));
        var sent = setup.Provider.AssertCalledOnce(PretendEndpoint.Authorization);
        Assert.That(sent["code_challenge_method"], Is.EqualTo("S256"));
        if (isHex)
            Assert.That(sent["code_challenge"], Is.EqualTo(Convert.ToHexStringLower(hash)));
    }

    [Test]
    public void A_pending_dance_without_a_verifier_is_written_and_read()
    {
        var dance = new PendingDance
        {
            Id = "state",
            Provider = "pretend",
            ClientId = "me",
            RedirectUri = DanceSetup.RedirectUri,
            TokenRequestSecret = default,
            BrowserKeyDigest = "digest",
            CreatedAt = default,
            ExpiresAt = default,
        };
        Assert.That(StoreFormat.ReadPendingDance(StoreFormat.Write(dance)).TokenRequestSecret.IsEmpty, Is.True);
    }

    [TestCase("linkedin", 0)]
    [TestCase("github", 2)]
    public async Task The_preset_of_LinkedIn_sends_nothing_of_PKCE(string preset, int parameters)
    {
        var recorder = new Presets.WireRecorder();
        var outcome = await recorder.LoginAsync(Presets.ProvidersFile.WithCredentials(preset));
        var names = recorder.AuthorizationLines.Concat(recorder.TokenRequestLines)
            .Where(line => line.StartsWith("code_challenge=", StringComparison.Ordinal)
                || line.StartsWith("code_verifier=", StringComparison.Ordinal));
        Assert.That((outcome.IsStored, names.Count()), Is.EqualTo((true, parameters)));
    }
}
