using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests.OAuth2;

/// <summary>An extension sets the reserved parameters that it owns, and no others.</summary>
public class ExtensionParameterTests
{
    [TestCase("state")]
    [TestCase("redirect_uri")]
    [TestCase("code_challenge")]
    [TestCase("response_mode")]
    [TestCase("scope")]
    [TestCase("request")]
    public async Task An_undeclared_reserved_parameter_begins_no_login(string parameter)
    {
        var setup = Setup(Setting(parameter));
        var login = await setup.AssertNotBegunAsync(new OAuthBeginOptions(), OAuthErrorCode.ExtensionParameterReserved);
        Assert.That(login.Error!.Message, Does.Contain("'traced'").And.Contains($"'{parameter}'"));
    }

    [TestCase("grant_type")]
    [TestCase("code")]
    [TestCase("code_verifier")]
    [TestCase("client_secret")]
    [TestCase("client_assertion")]
    [TestCase("refresh_token")]
    public async Task An_undeclared_reserved_parameter_of_the_token_request_sends_none(string parameter)
    {
        var setup = Setup(new TracedExtension { Request = (request, _) => request.Add(parameter, "mine") });
        var callback = await setup.GetCallbackUrlAsync("42");
        await setup.AssertFailedAsync(
            () => setup.Dance.FinishAsync(callback, setup.Browser.Cookie),
            OAuthOutcomeKind.Failed,
            OAuthErrorCode.ExtensionParameterReserved,
            requests: 0);
    }

    [Test]
    public async Task A_parameter_of_another_extension_is_reserved()
    {
        var setup = Setup(Setting("nonce"), new TracedExtension("owner") { OwnedParameters = ["nonce"] });
        await setup.AssertNotBegunAsync(new OAuthBeginOptions(), OAuthErrorCode.ExtensionParameterReserved);
    }

    [TestCase("prompt")]
    [TestCase("response_mode", "response_mode")]
    [TestCase("scope", "scope", "resource")]
    public async Task A_free_parameter_and_an_owned_one_are_set_once(string parameter, params string[] owned)
    {
        var setup = Setup(new TracedExtension
        {
            OwnedParameters = owned,
            Authorize = (parameters, _) =>
            {
                parameters.Set(parameter, "first");
                parameters.Set(parameter, "second");
            },
        });
        var login = await setup.Dance.BeginAsync("42");
        Assert.That(login.AuthorizationUrl!.Query.Split(parameter + "=")[1..], Is.EqualTo(new[] { "second" }));
    }

    [TestCase("code_challenge")]
    [TestCase("state")]
    public async Task A_reserved_parameter_is_not_removed_or_left_out(string parameter)
    {
        Action<AuthorizationParameters, ExtensionContext>[] ways =
        [
            (parameters, _) => parameters.Remove(parameter),
            (parameters, _) => parameters.ReplaceAll(parameters.All.Where(pair => pair.Key != parameter)),
            (parameters, _) => parameters.ReplaceAll(
                parameters.All.Select(pair => pair.Key == parameter ? new(parameter, "changed") : pair)),
        ];
        foreach (var way in ways)
        {
            var setup = Setup(new TracedExtension { Authorize = way });
            await setup.AssertNotBegunAsync(new OAuthBeginOptions(), OAuthErrorCode.ExtensionParameterReserved);
        }
    }

    [Test]
    public async Task The_owner_of_the_request_object_replaces_all_parameters_but_sets_no_reserved_one()
    {
        var setup = Setup(new TracedExtension
        {
            OwnedParameters = ["request"],
            Authorize = (parameters, _) => parameters.ReplaceAll(
                [new("client_id", parameters["client_id"]!), new("request", "signed")]),
        });
        var login = await setup.Dance.BeginAsync("42");
        Assert.That(
            login.AuthorizationUrl!.Query,
            Is.EqualTo($"?client_id={PretendProvider.ClientId}&request=signed"));
        var changing = Setup(new TracedExtension
        {
            OwnedParameters = ["request"],
            Authorize = (parameters, _) => parameters.ReplaceAll([new("client_id", "another"), new("request", "signed")]),
        });
        await changing.AssertNotBegunAsync(new OAuthBeginOptions(), OAuthErrorCode.ExtensionParameterReserved);
    }

    [Test]
    public void Two_owners_of_a_parameter_are_an_error_that_names_both() =>
        Assert.That(
            () => Setup(
                new TracedExtension("one") { OwnedParameters = ["nonce", "request"] },
                new TracedExtension("two") { OwnedParameters = ["request"] }),
            Throws.ArgumentException.With.Message.Contains("'one'").And.Message.Contains("'two'")
                .And.Message.Contains("'request'"));

    [TestCase("")]
    [TestCase(" ")]
    [TestCase("a/b")]
    public void A_name_that_data_cannot_be_kept_under_is_an_error(string name) =>
        Assert.That(
            () => Setup(new TracedExtension(name)), Throws.ArgumentException.With.Message.Contains("TracedExtension"));

    [Test]
    public void Two_extensions_of_one_name_are_an_error() =>
        Assert.That(
            () => Setup(new TracedExtension("same"), new TracedExtension("same")),
            Throws.ArgumentException.With.Message.Contains("'same'"));

    [Test]
    public void An_owned_parameter_is_none_of_the_host()
    {
        Dictionary<string, string> nonce = new() { ["nonce"] = "x" };
        OAuth2Extension owner = new TracedExtension { OwnedParameters = ["nonce"] };
        Func<OAuth2Provider, OAuth2Provider>[] ways =
        [
            provider => provider with { Extensions = [owner], AuthorizationParameters = nonce },
            provider => provider with { Extensions = [owner], TokenParameters = nonce },
        ];
        foreach (var way in ways)
            Assert.That(() => new DanceSetup(provider: way), Throws.ArgumentException.With.Message.Contains("'nonce'"));
        Assert.That(
            async () => await Setup(owner).Dance.BeginAsync("42", new() { Parameters = nonce }),
            Throws.ArgumentException.With.Message.Contains("'nonce'"));
    }

    [TestCase("Authorization", "x")]
    [TestCase("X-Proof", "a\r\nX-Other: b")]
    [TestCase("X-Proof", "é")]
    public async Task A_header_that_could_break_the_request_apart_fails_the_login(string name, string value)
    {
        var setup = Setup(new TracedExtension { Request = (request, _) => request.SetHeader(name, value) });
        var callback = await setup.GetCallbackUrlAsync("42");
        await setup.AssertFailedAsync(
            () => setup.Dance.FinishAsync(callback, setup.Browser.Cookie),
            OAuthOutcomeKind.Failed,
            OAuthErrorCode.ExtensionFailed,
            requests: 0);
    }

    private static DanceSetup Setup(params OAuth2Extension[] extensions) =>
        new(provider: provider => provider with { Extensions = extensions });

    private static TracedExtension Setting(string parameter) => new()
    {
        Authorize = (parameters, _) => parameters.Set(parameter, "mine"),
    };
}
