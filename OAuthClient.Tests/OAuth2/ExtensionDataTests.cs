using System.Net;
using OAuthClient.OAuth2;
using OAuthClient.Storage;

namespace OAuthClient.Tests.OAuth2;

/// <summary>The data of an extension is in the pending dance and beside the token, apart from all other data.</summary>
public class ExtensionDataTests
{
    [Test]
    public async Task Data_lasts_from_the_beginning_of_a_login_over_its_callback_to_its_token()
    {
        List<string> seen = [];
        var extension = new TracedExtension
        {
            Authorize = (_, context) => context.Data["begun"] = "b",
            Check = (callback, context) => context.Data["called"] = callback["iss"],
            Request = (_, context) => seen.Add(Show(context)),
            Token = (_, context) => seen.Add(Show(context)),
        };
        var setup = Setup(extension);
        var callback = await setup.GetCallbackUrlAsync("42");
        Assert.That(
            setup.Recorder.SavedDances.Single().Data.Select(pair => (pair.Key, pair.Value.Reveal())),
            Is.EqualTo(new[] { ("extension/traced/begun", "b") }));
        // Another instance finishes what one has begun: the data is in the store, and not in the extension.
        var other = new OAuthDance(setup.Dance.Provider, DanceSetup.RedirectUri, setup.Options);
        Assert.That((await other.FinishAsync(callback, setup.Browser.Cookie)).IsStored, Is.True);
        const string Expected = "begun=b called=https://pretend.example";
        Assert.That(seen, Is.EqualTo(new[] { Expected, Expected }));
        Assert.That(setup.Recorder.StoredTokens.Single().Data, Is.Empty, "nothing was kept");
    }

    [Test]
    public async Task Kept_data_survives_refreshes_and_no_answer_overwrites_it()
    {
        List<string> seen = [];
        var extension = new TracedExtension
        {
            Token = (token, context) =>
            {
                seen.Add($"{context.Leg}: {Show(context)}");
                if (token.Before is null)
                    token.Keep("key", "k1");
            },
            Call = (_, context) => seen.Add($"{context.Leg}: {Show(context)}"),
        };
        var setup = Setup(extension);
        setup.Provider.TokenAnswer = request => new(HttpStatusCode.OK)
        {
            Content = new StringContent(
                $$"""
                {"access_token":"a{{setup.TokenRequestCount}}","refresh_token":"r","expires_in":60,
                "key":"stolen","extension/traced/key":"stolen"}
                """),
        };
        await setup.LoginAsync("42");
        for (var refreshes = 0; refreshes < 2; refreshes++)
        {
            setup.Time.Advance(TimeSpan.FromMinutes(2));
            await setup.Dance.Session("42").GetTokenAsync();
        }
        var stored = setup.Recorder.StoredTokens.Last();
        Assert.That(
            stored.Data.Select(pair => (pair.Key, pair.Value.Reveal())),
            Is.EqualTo(new[] { ("extension/traced/key", "k1") }));
        Assert.That(seen, Is.EqualTo(new[] { "Code: ", "Refresh: key=k1", "Refresh: key=k1" }));
    }

    [Test]
    public async Task Kept_data_can_be_replaced_and_removed_by_a_refresh()
    {
        var setup = Setup(new TracedExtension
        {
            Token = (token, _) =>
            {
                token.Keep("old", token.Before is null ? "o" : default(Secret));
                token.Keep("nonce", token.Before is null ? "n1" : "n2");
            },
        });
        await setup.LoginAsync("42");
        setup.Time.Advance(TimeSpan.FromHours(1));
        await setup.Dance.Session("42").GetTokenAsync();
        Assert.That(
            setup.Recorder.StoredTokens.Last().Data.Select(pair => (pair.Key, pair.Value.Reveal())),
            Is.EqualTo(new[] { ("extension/traced/nonce", "n2") }));
    }

    [Test]
    public async Task Extensions_do_not_see_each_others_data()
    {
        List<string> seen = [];
        TracedExtension Extension(string name) => new(name)
        {
            Authorize = (_, context) => context.Data["key"] = name,
            Token = (token, context) =>
            {
                seen.Add(Show(context));
                token.Keep("key", name);
            },
        };
        var setup = Setup(Extension("a"), Extension("ab"));
        await setup.LoginAsync("42");
        Assert.That(seen, Is.EquivalentTo(new[] { "key=a", "key=ab" }));
        Assert.That(
            setup.Recorder.StoredTokens.Single().Data.Select(pair => (pair.Key, pair.Value.Reveal())),
            Is.EquivalentTo(new[] { ("extension/a/key", "a"), ("extension/ab/key", "ab") }));
    }

    [Test]
    public async Task The_format_of_the_stores_keeps_data_to_the_letter()
    {
        const string Odd = "quotes \" \\ \0 \r\n é \U0001F511 /";
        var extension = new TracedExtension
        {
            Authorize = (_, context) => context.Data[Odd] = Odd,
            Token = (token, context) => token.Keep(Odd, context.Data[Odd]),
        };
        var setup = Setup(extension);
        await setup.LoginAsync("42");
        var dance = StoreFormat.ReadPendingDance(StoreFormat.Write(setup.Recorder.SavedDances.Single()));
        var token = StoreFormat.ReadToken(StoreFormat.Write(setup.Recorder.StoredTokens.Single()));
        foreach (var data in new[] { dance.Data, token.Data })
            Assert.That(data["extension/traced/" + Odd].Reveal(), Is.EqualTo(Odd));
    }

    [Test]
    public async Task Nothing_that_an_extension_is_given_prints_a_secret()
    {
        List<string?> texts = [];
        var setup = Setup(new TracedExtension
        {
            Authorize = (parameters, context) =>
            {
                context.Data["nonce"] = "confidential";
                parameters.Set("nonce", "confidential");
                texts.AddRange([parameters.ToString(), context.ToString(), context.Data.ToString()]);
            },
            Request = (request, _) =>
            {
                request.SetHeader("X-Proof", "confidential");
                texts.Add(request.ToString());
            },
            Answer = (answer, _) =>
            {
                texts.Add(answer.ToString());
                return AnswerVerdict.Accept;
            },
            Token = (token, _) =>
            {
                token.Keep("key", "confidential");
                texts.Add(token.ToString());
            },
        });
        await setup.LoginAsync("42");
        string[] secrets =
        [
            "confidential",
            .. setup.Recorder.StoredTokens.Select(token => token.AccessToken.Reveal()),
            .. setup.Recorder.SavedDances.Select(dance => dance.Id),
        ];
        Assert.That(texts, Has.Count.EqualTo(6));
        Canary.AssertNoSecret(texts, secrets);
    }

    private static DanceSetup Setup(params OAuth2Extension[] extensions) =>
        new(provider: provider => provider with { Extensions = extensions });

    private static string Show(ExtensionContext context) =>
        string.Join(' ', context.Data.Names.Select(name => $"{name}={context.Data[name].Reveal()}"));
}
