using OAuthClient.Storage;

namespace OAuthClient.Tests.Login;

/// <summary>The record of one login in the store of pending dances is bounded, in each of its parts.</summary>
public class PendingDanceSizeTests
{
    private const int MaxBytes = 16 * 1024;

    [TestCase(2_048, true)]
    [TestCase(2_049, false)]
    [TestCase(1_000_000, false)]
    public async Task A_return_URL_has_2048_characters_at_most(int length, bool isAccepted)
    {
        var setup = new DanceSetup(options: options => options with { ReturnOrigins = ["https://spa.example"] });
        foreach (var start in new[] { "/", "https://spa.example/" })
        {
            var begin = new OAuthBeginOptions { ReturnUrl = start + new string('x', length - start.Length) };
            if (isAccepted)
            {
                Assert.That((await setup.Dance.BeginAsync("42", begin)).IsBegun, Is.True);
                continue;
            }
            var login = await setup.AssertNotBegunAsync(begin, OAuthErrorCode.ReturnUrlRefused);
            Assert.That(login.Error!.Message, Does.Contain("2048").And.Not.Contain("xxx"));
        }
    }

    [Test]
    public async Task A_return_URL_that_is_too_long_is_not_given_to_receivers()
    {
        var setup = new DanceSetup();
        var seen = "";
        setup.Signals.Error.Connect((_, args) => { seen = args.ReturnUrl; });
        await setup.Dance.BeginAsync("42", new() { ReturnUrl = "/" + new string('x', 5_000) });
        Assert.That(seen, Is.EqualTo("/"));
    }

    private static IEnumerable<TestCaseData> LargeOptions()
    {
        var large = new string('x', 13 * 1024);
        yield return new TestCaseData(new OAuthBeginOptions { Scopes = [large] }, "42").SetArgDisplayNames("scopes");
        yield return new TestCaseData(new OAuthBeginOptions(), large).SetArgDisplayNames("user");
        yield return new TestCaseData(
            new OAuthBeginOptions
            {
                Scopes = [large[..5_000]],
                Data = new Dictionary<string, Secret> { ["n"] = large[..9_000] },
            },
            "42").SetArgDisplayNames("all together");
        yield return new TestCaseData(
            new OAuthBeginOptions { Data = new Dictionary<string, Secret> { ["n"] = new string('€', 5_000) } },
            "42").SetArgDisplayNames("characters of several bytes");
    }

    [TestCaseSource(nameof(LargeOptions))]
    public void Options_that_are_too_large_are_refused(OAuthBeginOptions begin, string user)
    {
        var setup = new DanceSetup();
        Assert.That(
            async () => await setup.Dance.BeginAsync(user, begin),
            Throws.ArgumentException.With.Message.Contains("10240").And.Message.Not.Contains("xxx"));
        Assert.That((setup.Provider.Requests.Count, setup.Recorder.SavedDances.Count), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task A_request_token_that_is_too_large_is_a_failure_of_the_provider()
    {
        var setup = new DanceSetup(Protocol.OAuth1, options => options with
        {
            Http = new EndpointStub(options.Http!, "/oauth1/initiate", _ => new()
            {
                Content = new StringContent(
                    $"oauth_token={new string('x', 5_000)}&oauth_token_secret=b&oauth_callback_confirmed=true"),
            }),
        });
        var login = await setup.Dance.BeginAsync("42");
        Assert.That((login.IsBegun, login.Error?.Code), Is.EqualTo((false, OAuthErrorCode.LoginTooLarge)));
        Assert.That(setup.SentSignals, Is.EqualTo(new[] { $"error {OAuthErrorCode.LoginTooLarge}" }));
        Assert.That(setup.Recorder.SavedDances, Is.Empty);
    }

    [Test]
    public async Task An_extension_that_keeps_too_much_is_a_failure()
    {
        var extension = new TracedExtension
        {
            Authorize = (_, context) => context.Data["state"] = new string('x', 5_000),
        };
        var setup = new DanceSetup(provider: provider => provider with { Extensions = [extension] });
        await setup.AssertNotBegunAsync(() => setup.Dance.BeginAsync("42"), OAuthErrorCode.LoginTooLarge);
    }

    [Test]
    public async Task The_largest_login_is_begun_and_its_record_is_bounded()
    {
        var extension = new TracedExtension
        {
            Authorize = (_, context) => context.Data["state"] = new string('x', 3_500),
        };
        var setup = new DanceSetup(provider: provider => provider with { Extensions = [extension] });
        var begin = new OAuthBeginOptions
        {
            ReturnUrl = "/" + new string('x', 2_047),
            Data = new Dictionary<string, Secret> { ["n"] = new string('x', 10_000) },
        };
        Assert.That((await setup.Dance.BeginAsync("42", begin)).IsBegun, Is.True);
        Assert.That(
            StoreFormat.Write(setup.Recorder.SavedDances.Single()), Has.Length.LessThan(MaxBytes + 1_024));
    }
}
