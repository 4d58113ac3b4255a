using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Threats;

/// <summary>Callbacks with repeated, contradictory or malformed parameters.</summary>
public class ParameterThreats
{
    private static readonly OAuth2Quirks QuirksWithRegions = new()
    {
        ErrorParameter = "err",
        RegionParameter = "location",
        RegionalTokenEndpoints = new Dictionary<string, string> { ["eu"] = "https://pretend.example/token" },
    };

    [TestCase(Protocol.OAuth2, "state")]
    [TestCase(Protocol.OAuth2, "code")]
    [TestCase(Protocol.OAuth2, "error")]
    [TestCase(Protocol.OAuth2, "error_description")]
    [TestCase(Protocol.OAuth2, "error_uri")]
    [TestCase(Protocol.OAuth2, "iss")]
    [TestCase(Protocol.OAuth2, "err")]
    [TestCase(Protocol.OAuth2, "location")]
    [TestCase(Protocol.OAuth1, "oauth_token")]
    [TestCase(Protocol.OAuth1, "oauth_verifier")]
    [TestCase(Protocol.OAuth1, "denied")]
    [TestCase(Protocol.OAuth1, "oauth_problem")]
    [TestCase(Protocol.OAuth1, "error")]
    public async Task T11_A_repeated_parameter_is_refused_even_with_the_same_value(Protocol protocol, string name)
    {
        foreach (var (first, second) in new[] { ("one", "other"), ("same", "same"), ("", ""), ("one", "") })
        {
            var setup = new DanceSetup(protocol, provider: provider => provider with { Quirks = QuirksWithRegions });
            var callback = await setup.GetCallbackUrlAsync("42");
            var own = Callbacks.Value(callback, name);
            await setup.AssertRefusedAsync(
                () => setup.Dance.FinishAsync($"{callback}&{name}={first}&{name}={second}", setup.Browser.Cookie),
                OAuthErrorCode.ParameterRepeated);
            if (own.Length > 0)
            {
                await setup.AssertRefusedAsync(
                    () => setup.Dance.FinishAsync($"{callback}&{name}={own}", setup.Browser.Cookie),
                    OAuthErrorCode.ParameterRepeated);
            }
            Assert.That(
                (await setup.FinishAsync(OAuthCallback.FromUrl(callback), setup.Browser.Cookie)).IsStored,
                Is.True,
                "the login can still be finished");
        }
    }

    [Test]
    public async Task T11_A_repeated_callback_signature_is_refused_before_it_is_verified()
    {
        var setup = new DanceSetup(
            provider: provider => provider with { Quirks = new() { CallbackHmacParameter = "hmac" } });
        var callback = await setup.GetCallbackUrlAsync("42");
        await setup.AssertRefusedAsync(
            () => setup.Dance.FinishAsync($"{callback}&hmac=one&hmac=other", setup.Browser.Cookie),
            OAuthErrorCode.ParameterRepeated);
        await setup.AssertRefusedAsync(
            () => setup.Dance.FinishAsync($"{callback}&hmac=one", setup.Browser.Cookie),
            OAuthErrorCode.CallbackSignatureInvalid);
    }

    [Test]
    public async Task T11_A_parameter_name_repeated_in_another_encoding_is_refused()
    {
        var setup = new DanceSetup();
        var callback = await setup.GetCallbackUrlAsync("42");
        await setup.AssertRefusedAsync(
            () => setup.Dance.FinishAsync($"{callback}&c%6Fde=other", setup.Browser.Cookie),
            OAuthErrorCode.ParameterRepeated);
        var pairs = new[] { new KeyValuePair<string, string>("state", "a"), new("state", "b") };
        await setup.AssertRefusedAsync(
            () => setup.Dance.FinishAsync(OAuthCallback.FromParameters(pairs), setup.Browser.Cookie),
            OAuthErrorCode.ParameterRepeated);
        await setup.AssertRefusedAsync(
            () => setup.Dance.FinishAsync(OAuthCallback.FromForm(pairs), setup.Browser.Cookie),
            OAuthErrorCode.ParameterRepeated);
        await setup.AssertRefusedAsync(
            () => setup.Dance.FinishAsync(OAuthCallback.FromForm("state=a&state=b"), setup.Browser.Cookie),
            OAuthErrorCode.ParameterRepeated);
    }

    [TestCase(Protocol.OAuth2, "code", "", "")]
    [TestCase(Protocol.OAuth2, "code", "code=", "")]
    [TestCase(Protocol.OAuth2, "", "", "&error=access_denied")]
    [TestCase(Protocol.OAuth2, "", "", "&err=declined")]
    [TestCase(Protocol.OAuth2, "", "", "&error=server_error&err=declined")]
    [TestCase(Protocol.OAuth1, "oauth_verifier", "", "")]
    [TestCase(Protocol.OAuth1, "oauth_verifier", "oauth_verifier=", "")]
    [TestCase(Protocol.OAuth1, "", "", "&denied=1")]
    [TestCase(Protocol.OAuth1, "", "", "&oauth_problem=user_refused")]
    public async Task T12_A_callback_with_both_a_code_and_an_error_or_with_neither_is_refused(
        Protocol protocol, string removed, string instead, string added)
    {
        var setup = new DanceSetup(protocol, provider: provider => provider with { Quirks = QuirksWithRegions });
        var callback = await setup.GetCallbackUrlAsync("42");
        if (removed.Length > 0)
            callback = Callbacks.Without(callback, removed).TrimEnd('&') + (instead.Length > 0 ? $"&{instead}" : "");
        await setup.AssertRefusedAsync(
            () => setup.Dance.FinishAsync(callback + added, setup.Browser.Cookie),
            OAuthErrorCode.ResponseInvalid,
            taken: protocol == Protocol.OAuth2 || removed.Length > 0);
    }

    [TestCaseSource(nameof(InvalidValues))]
    public async Task T14_A_code_or_verifier_that_is_too_long_or_holds_control_characters_is_refused(
        string name, Func<string, OAuthCallback> made)
    {
        foreach (var protocol in Enum.GetValues<Protocol>())
        {
            var setup = new DanceSetup(protocol);
            var callback = await setup.GetCallbackUrlAsync("42");
            var codeName = Callbacks.CodeOrVerifierParameter(protocol);
            var withoutCode = Callbacks.Without(callback, codeName).TrimEnd('&');
            await setup.AssertRefusedAsync(
                () => setup.Dance.FinishAsync(made($"{withoutCode}&{codeName}="), setup.Browser.Cookie),
                OAuthErrorCode.CallbackMalformed);
            Assert.That(
                (await setup.FinishAsync(OAuthCallback.FromUrl(callback), setup.Browser.Cookie)).IsStored,
                Is.True,
                name);
        }
    }

    [Test]
    public async Task T14_A_code_or_verifier_of_the_maximum_length_is_sent_to_the_provider([Values] Protocol protocol)
    {
        var setup = new DanceSetup(protocol);
        var callback = Callbacks.WithValue(
            await setup.GetCallbackUrlAsync("42"),
            Callbacks.CodeOrVerifierParameter(protocol),
            new string('a', 8 * 1024));
        await setup.AssertFailedAsync(
            () => setup.Dance.FinishAsync(callback, setup.Browser.Cookie),
            OAuthOutcomeKind.ProviderFailed,
            OAuthErrorCode.ProviderError);
        Assert.That(
            setup.Provider.CountCalls(PretendEndpoint.Token) + setup.Provider.CountCalls(PretendEndpoint.OAuth1Token),
            Is.EqualTo(1));
    }

    private static IEnumerable<TestCaseData> InvalidValues()
    {
        TestCaseData Row(string name, Func<string, OAuthCallback> made) =>
            new TestCaseData(name, made).SetArgDisplayNames(name);
        OAuthCallback Decoded(string callback, string value) =>
            OAuthCallback.FromParameters(
                from pair in callback.Split('?')[1].Split('&')
                let parts = pair.Split('=')
                let text = parts[1].Length > 0 ? Uri.UnescapeDataString(parts[1]) : value
                select new KeyValuePair<string, string>(parts[0], text));
        string[] encoded =
        [
            "%00", "%0A", "%0D%0Aa", "%1B[2J", "%7F", "%C2%85", "%C2%9B31m", "a\u0001",
            "%FF", "%C0%80", "%ED%A0%80", "%",
        ];
        foreach (var value in encoded)
            yield return Row(Uri.EscapeDataString(value), callback => OAuthCallback.FromUrl(callback + value));
        foreach (var value in new[] { "\0", "a\nb", "\u0085", "\u007f", "\ud800", "\udc00a", "a\ud800" })
        {
            yield return Row(
                $"decoded {Convert.ToHexString(System.Text.Encoding.BigEndianUnicode.GetBytes(value))}",
                callback => Decoded(callback, value));
        }
        yield return Row("too long", callback => OAuthCallback.FromUrl(callback + new string('a', (8 * 1024) + 1)));
        yield return Row("too long when decoded", callback => Decoded(callback, new string('a', (8 * 1024) + 1)));
    }
}
