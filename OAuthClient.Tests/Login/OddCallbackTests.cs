namespace OAuthClient.Tests.Login;

/// <summary>Callbacks with letters that no RFC allows: only a parameter that a check reads can refuse one.</summary>
public class OddCallbackTests
{
    private static readonly string[] OddTexts =
    [
        "%", "%4", "100%25%", "%ZZ", "%E9t%E9", "%FF%FE", "%C0%AF", "%ED%A0%80", "%00", "%0D%0ASet-Cookie:a", "\r\n",
        "%7F", "%C2%85", "%E2%80%A8", "\ud800", "\udc00a", new('a', (8 * 1024) + 1), new('é', 100_000),
    ];

    private static readonly string[] JudgedParameters = ["state", "code", "iss", "location"];

    private static IEnumerable<TestCaseData> OddParameters() =>
        from text in OddTexts
        from protocol in Enum.GetValues<Protocol>()
        select new TestCaseData(protocol, text).SetArgDisplayNames(protocol.ToString(), Shown(text));

    private static IEnumerable<TestCaseData> OddJudgedParameters() =>
        from text in OddTexts.Where(text => text != "%E2%80%A8")
        from name in JudgedParameters
        select new TestCaseData(name, text).SetArgDisplayNames(name, Shown(text));

    [TestCaseSource(nameof(OddParameters))]
    public async Task An_odd_parameter_that_no_check_reads_refuses_no_callback(Protocol protocol, string text)
    {
        foreach (var added in new[] { $"x={text}", $"{text}=x", $"error_uri2={text}", text })
        {
            var setup = new DanceSetup(protocol);
            var callback = await setup.GetCallbackUrlAsync("42");
            var outcome = await setup.Dance.FinishAsync($"{callback}&{added}", setup.Browser.Cookie);
            Assert.That(outcome.IsStored, Is.True, $"{Shown(added)}: {outcome.Error}");
        }
    }

    [TestCaseSource(nameof(OddParameters))]
    public async Task An_odd_parameter_of_a_framework_that_no_check_reads_refuses_no_callback(
        Protocol protocol, string text)
    {
        var setup = new DanceSetup(protocol);
        var callback = await setup.GetCallbackUrlAsync("42");
        var pairs = callback.Split('?')[1].Split('&').Select(pair => pair.Split('='))
            .Select(pair => KeyValuePair.Create(pair[0], Uri.UnescapeDataString(pair[1])))
            .Append(new("x", text)).Append(new($"\n{text}", "y"));
        var outcome = await setup.FinishAsync(OAuthCallback.FromParameters(pairs), setup.Browser.Cookie);
        Assert.That(outcome.IsStored, Is.True, $"{outcome.Error}");
    }

    [TestCaseSource(nameof(OddJudgedParameters))]
    public async Task An_odd_parameter_that_a_check_reads_refuses_the_callback(string name, string text)
    {
        var regions = new Dictionary<string, string> { ["eu"] = "https://eu.example/token" };
        var setup = new DanceSetup(provider: provider => provider with
        {
            Quirks = new() { RegionParameter = "location", RegionalTokenEndpoints = regions },
        });
        var callback = $"{Callbacks.Without(await setup.GetCallbackUrlAsync("42"), name).TrimEnd('&')}&{name}={text}";
        await setup.AssertRefusedAsync(
            () => setup.Dance.FinishAsync(callback, setup.Browser.Cookie), OAuthErrorCode.CallbackMalformed);
    }

    [Test]
    public async Task An_odd_issuer_refuses_no_callback_of_a_provider_whose_issuer_is_not_known()
    {
        var setup = new DanceSetup(provider: provider => provider with { Issuer = null, IssuerInResponse = false });
        var callback = Callbacks.WithValue(await setup.GetCallbackUrlAsync("42"), "iss", "%E9%00");
        Assert.That((await setup.Dance.FinishAsync(callback, setup.Browser.Cookie)).IsStored, Is.True);
    }

    [Test]
    public async Task A_signed_callback_is_refused_for_any_odd_parameter()
    {
        var setup = new DanceSetup(
            provider: provider => provider with { Quirks = new() { CallbackHmacParameter = "hmac" } });
        var callback = await setup.GetCallbackUrlAsync("42");
        await setup.AssertRefusedAsync(
            () => setup.Dance.FinishAsync($"{callback}&x=%E9", setup.Browser.Cookie),
            OAuthErrorCode.CallbackMalformed);
    }

    [Test]
    public async Task A_callback_of_more_than_a_mebibyte_is_refused([Values] bool isDecoded)
    {
        var setup = new DanceSetup();
        var callback = await setup.GetCallbackUrlAsync("42");
        var text = new string('a', (1024 * 1024) + 1);
        var huge = isDecoded
            ? OAuthCallback.FromParameters([new("x", text)])
            : OAuthCallback.FromUrl($"{callback}&x={text}");
        await setup.AssertRefusedAsync(
            () => setup.Dance.FinishAsync(huge, setup.Browser.Cookie), OAuthErrorCode.CallbackMalformed);
        Assert.That((await setup.Dance.FinishAsync(callback, setup.Browser.Cookie)).IsStored, Is.True);
    }

    [Test]
    public async Task A_callback_of_more_than_a_thousand_parameters_is_refused([Values] bool isDecoded)
    {
        var setup = new DanceSetup();
        var callback = await setup.GetCallbackUrlAsync("42");
        var names = Enumerable.Range(0, 1_001).Select(number => $"p{number}").ToArray();
        var many = isDecoded
            ? OAuthCallback.FromParameters(names.Select(name => KeyValuePair.Create(name, "")))
            : OAuthCallback.FromUrl($"{callback}&{string.Join('&', names)}");
        await setup.AssertRefusedAsync(
            () => setup.Dance.FinishAsync(many, setup.Browser.Cookie), OAuthErrorCode.CallbackMalformed);
    }

    [TestCase("AADSTS65004%3a+User+declined.%0d%0aTrace+ID%3a+0000", "AADSTS65004: User declined.  Trace ID: 0000")]
    [TestCase("L%27utilisateur+a+refus%E9", "L'utilisateur a refusé")]
    [TestCase("100%+sure", "100% sure")]
    [TestCase("%C3%A9t%C3%A9", "été")]
    [TestCase("a%00b%1B[2J%7F", "a b [2J ")]
    [TestCase("%F0%9F%98%80+%C3%A9", "😀 é")]
    public async Task Text_for_people_is_cleaned_and_not_judged(string description, string shown)
    {
        var setup = new DanceSetup();
        var outcome = await DenyAsync(setup, $"error=access_denied&error_description={description}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((outcome.Kind, outcome.Error?.Code), Is.EqualTo((OAuthOutcomeKind.Denied, "access_denied")));
            Assert.That(outcome.Error?.ProviderDescription, Is.EqualTo(shown));
            Assert.That(setup.SentSignals.Last(), Is.EqualTo("error access_denied"));
        }
    }

    [TestCase("error=access_denied%0D%0A", "access_denied")]
    [TestCase("error=+access_denied+", "access_denied")]
    [TestCase("error=access_denied&error_uri=https%3A%2F%2Fa.example%2F%00", "access_denied")]
    [TestCase("error=server%00error", "server error")]
    [TestCase("error=refus%E9", "refusé")]
    public async Task The_error_of_a_callback_is_cleaned_and_not_judged(string parameters, string shown)
    {
        var outcome = await DenyAsync(new(), parameters);
        Assert.That(
            (outcome.Kind, outcome.Error?.ProviderError),
            Is.EqualTo((
                shown == "access_denied" ? OAuthOutcomeKind.Denied : OAuthOutcomeKind.ProviderFailed,
                shown)));
    }

    [Test]
    public async Task A_description_that_is_too_long_is_cut()
    {
        var words = string.Join("+", Enumerable.Repeat("no", 50_000));
        var outcome = await DenyAsync(new(), $"error=access_denied&error_description={words}");
        Assert.That(outcome.Kind, Is.EqualTo(OAuthOutcomeKind.Denied));
        Assert.That(outcome.Error?.ProviderDescription, Has.Length.LessThanOrEqualTo(201).And.StartsWith("no no"));
    }

    [TestCase("%E9", "%C3%A9")]
    [TestCase("%", "%25")]
    [TestCase("a%0Ay=b", "a&y=b")]
    [TestCase("%FF", "%C3%BF")]
    public async Task A_callback_with_an_odd_parameter_is_repeated_only_by_itself(string odd, string other)
    {
        var setup = new DanceSetup();
        var callback = await setup.GetCallbackUrlAsync("42");
        var first = await setup.Dance.FinishAsync($"{callback}&x={odd}", setup.Browser.Cookie);
        var repeated = await setup.Dance.FinishAsync($"{callback}&x={odd}", setup.Browser.Cookie);
        var changed = await setup.Dance.FinishAsync($"{callback}&x={other}", setup.Browser.Cookie);
        Assert.That(
            (first.IsStored, repeated.IsStored, changed.Error?.Code, setup.TokenRequestCount),
            Is.EqualTo((true, true, OAuthErrorCode.StateReused, 1)));
    }

    [Test]
    public async Task Two_decoded_callbacks_with_different_lone_surrogates_are_not_the_same_callback()
    {
        var setup = new DanceSetup();
        var pairs = (await setup.GetCallbackUrlAsync("42")).Split('?')[1].Split('&').Select(pair => pair.Split('='))
            .Select(pair => KeyValuePair.Create(pair[0], Uri.UnescapeDataString(pair[1]))).ToArray();
        var first = await setup.FinishAsync(
            OAuthCallback.FromParameters([.. pairs, new("x", "\ud800")]), setup.Browser.Cookie);
        var other = await setup.FinishAsync(
            OAuthCallback.FromParameters([.. pairs, new("x", "\ud801")]), setup.Browser.Cookie);
        Assert.That(
            (first.IsStored, other.Error?.Code), Is.EqualTo((true, OAuthErrorCode.StateReused)));
    }

    private static async Task<OAuthOutcome> DenyAsync(DanceSetup setup, string parameters)
    {
        var state = Callbacks.Value(await setup.GetCallbackUrlAsync("42"), "state");
        return await setup.Dance.FinishAsync(
            $"?{parameters}&state={state}&iss=https%3A%2F%2Fpretend.example", setup.Browser.Cookie);
    }

    private static string Shown(string text) => Uri.EscapeDataString(text.Length > 30 ? "long" : text);
}
