using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests.OAuth2;

/// <summary>Callbacks whose parameters have other names than in the RFCs, as the provider's value says.</summary>
public class CallbackNamesTests
{
    private const string Issuer = "https%3A%2F%2Fpretend.example";

    [TestCase("state")]
    [TestCase("code")]
    [TestCase("iss")]
    public async Task A_renamed_parameter_is_read_under_its_new_name_and_no_other(string name)
    {
        var setup = WithNames((name, $"my_{name}"));
        var callback = await setup.GetCallbackUrlAsync("42");
        var unnamed = await setup.Dance.FinishAsync(callback, setup.Browser.Cookie);
        Assert.That(unnamed.IsStored, Is.False, "under the name of the RFC");
        setup = WithNames((name, $"my_{name}"));
        var renamed = (await setup.GetCallbackUrlAsync("42"))
            .Replace($"{name}=", $"my_{name}=", StringComparison.Ordinal);
        var outcome = await setup.Dance.FinishAsync($"{renamed}&{name}=another&{name}=twice", setup.Browser.Cookie);
        Assert.That(outcome.IsStored, Is.True, $"{outcome.Error}");
    }

    [Test]
    public async Task The_words_of_a_renamed_error_are_shown()
    {
        var setup = WithNames(("error", "err"), ("error_description", "message"), ("error_uri", "help"));
        var state = Callbacks.Value(await setup.GetCallbackUrlAsync("42"), "state");
        var outcome = await setup.Dance.FinishAsync(
            $"?err=access_denied&error=x&message=No.&help=https%3A%2F%2Fa.example&state={state}&iss={Issuer}",
            setup.Browser.Cookie);
        var error = outcome.Error!;
        Assert.That(
            (outcome.Kind, error.ProviderError, error.ProviderDescription, error.ProviderUri),
            Is.EqualTo((OAuthOutcomeKind.Denied, "access_denied", "No.", "https://a.example")));
    }

    [TestCase("code")]
    [TestCase("state")]
    public async Task A_renamed_parameter_is_judged_and_must_not_be_repeated(string name)
    {
        var setup = WithNames((name, $"my_{name}"));
        var callback = (await setup.GetCallbackUrlAsync("42"))
            .Replace($"{name}=", $"my_{name}=", StringComparison.Ordinal);
        await setup.AssertRefusedAsync(
            () => setup.Dance.FinishAsync($"{callback}&my_{name}=a", setup.Browser.Cookie),
            OAuthErrorCode.ParameterRepeated);
        await setup.AssertRefusedAsync(
            () => setup.Dance.FinishAsync(
                Callbacks.WithValue(callback, $"my_{name}", "%E9"), setup.Browser.Cookie),
            OAuthErrorCode.CallbackMalformed);
    }

    [Test]
    public async Task A_renamed_state_in_the_redirect_URI_has_the_new_name()
    {
        var setup = new DanceSetup(provider: provider => provider with
        {
            Quirks = new() { StateInRedirectUri = true, CallbackNames = Names(("state", "my_state")) },
        });
        setup.Provider.Misbehave = Misbehavior.NoState;
        var login = await setup.Dance.BeginAsync("42");
        var callback = await setup.Browser.AllowAsync(login.AuthorizationUrl!);
        Assert.That(callback.Url.Query, Does.Contain("my_state="));
        Assert.That((await setup.Dance.FinishAsync(callback, login.BrowserKey)).IsStored, Is.True);
    }

    [TestCase("cod", "x", "cod")]
    [TestCase("code", "", "code")]
    [TestCase("state", " ", "state")]
    public void A_key_that_is_not_read_and_an_empty_name_are_refused(string key, string name, string shown) =>
        Assert.That(
            () => new OAuth2Quirks { CallbackNames = Names((key, name)) },
            Throws.ArgumentException.With.Message.Contains($"'{shown}'").And.Message.Contains("CallbackNames"));

    private static IEnumerable<OAuth2Quirks> ContradictoryQuirks() =>
    [
        new() { CallbackNames = Names(("code", "state")) },
        new() { CallbackNames = Names(("code", "x"), ("state", "x")) },
        new() { CallbackNames = Names(("code", "x")), ErrorParameter = "x" },
        new() { ErrorParameter = "state" },
        new() { ErrorParameter = "reason", ErrorReasonParameter = "reason" },
        new() { ErrorDescriptionParameter = "code" },
        new() { RegionParameter = "iss" },
        new() { RegionParameter = "x", CallbackHmacParameter = "x" },
    ];

    [TestCaseSource(nameof(ContradictoryQuirks))]
    public void A_parameter_with_two_meanings_is_refused_when_the_dance_is_made(OAuth2Quirks quirks) =>
        Assert.That(
            () => new DanceSetup(provider: provider => provider with { Quirks = quirks }),
            Throws.ArgumentException.With.Message.Contains("as two things").And.Message.Contains("CallbackNames"));

    private static DanceSetup WithNames(params (string Name, string WireName)[] names) =>
        new(provider: provider => provider with { Quirks = new() { CallbackNames = Names(names) } });

    private static Dictionary<string, string> Names(params (string Name, string WireName)[] names) =>
        names.ToDictionary(pair => pair.Name, pair => pair.WireName);
}
