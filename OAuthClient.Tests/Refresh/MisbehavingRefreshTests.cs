using Flurl.Http;
using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Refresh;

/// <summary>Each word of the pretend provider for refreshes, without the rule that it needs and with it.</summary>
public class MisbehavingRefreshTests
{
    private const string Works = "works";
    private static readonly TokenKey Key = new(DanceSetup.KeyProvider, PretendProvider.ClientId, "42", TokenKey.DefaultAccount);

    private static readonly RefreshRules Rules = new()
    {
        DeadTokenErrors = ["refresh_token is invalid"],
        LaterErrors = ["already being processed", "too many requests"],
        Parameters = new Dictionary<string, string> { ["redirect_uri"] = "{redirect_uri}" },
        TokenEnvelope = "",
        ReplayWindow = TimeSpan.FromSeconds(30),
        ExpiredTokenAnswers = [new(403, "Bad_OAuth_Token"), new(200, "token_expired")],
    };

    [TestCase(Misbehavior.DeadInOwnWords, "refresh_refused", "refresh_rejected")]
    [TestCase(Misbehavior.RefusesRefreshWithoutWords, "refresh_refused", "refresh_refused")]
    [TestCase(Misbehavior.RefreshUnderWay, "refresh_rejected", "endpoint_busy")]
    [TestCase(Misbehavior.TooManyRefreshes, "refresh_refused", "endpoint_busy")]
    [TestCase(Misbehavior.RefusesClientAtRefresh, "provider_error", "provider_error")]
    [TestCase(Misbehavior.WantsRedirectUriAtRefresh, "refresh_rejected", Works)]
    [TestCase(Misbehavior.OnlyRefreshToken, "token_missing", "token_missing")]
    [TestCase(Misbehavior.EnvelopeAtLoginOnly, "token_missing", Works)]
    [TestCase(Misbehavior.LosesRefreshAnswers, "endpoint_http", Works)]
    public async Task A_refresh_needs_the_rule_of_its_provider(Misbehavior word, string without, string with)
    {
        Assert.That(await RefreshAsync(word, RefreshRules.Default), Is.EqualTo(without));
        Assert.That(await RefreshAsync(word, Rules), Is.EqualTo(with));
    }

    [TestCase(Misbehavior.ExpiredBy403)]
    [TestCase(Misbehavior.ExpiredBy200)]
    public async Task An_expired_token_is_recognized_by_the_rule_of_its_provider(Misbehavior word)
    {
        Assert.That(await CallAsync(word, RefreshRules.Default), Does.Not.Contain("anna"));
        Assert.That(await CallAsync(word, Rules), Does.Contain("anna"));
    }

    private static async Task<string> RefreshAsync(Misbehavior word, RefreshRules rules)
    {
        var setup = await LoggedInAsync(word, rules);
        setup.Time.Advance(TimeSpan.FromHours(2));
        try
        {
            await setup.Dance.Session("42").GetTokenAsync();
            return Works;
        }
        catch (OAuthException failure)
        {
            return failure.Error.Code;
        }
    }

    private static async Task<string> CallAsync(Misbehavior word, RefreshRules rules)
    {
        var setup = await LoggedInAsync(word, rules);
        setup.Time.Advance(TimeSpan.FromMinutes(1));
        setup.Provider.EndAccessTokens();
        return await setup.Dance.Session("42").Request("me").AllowAnyHttpStatus().GetStringAsync();
    }

    private static async Task<DanceSetup> LoggedInAsync(Misbehavior word, RefreshRules rules)
    {
        var setup = new DanceSetup(provider: provider => provider with
        {
            Quirks = word == Misbehavior.EnvelopeAtLoginOnly ? new() { TokenEnvelope = "authed_user" } : new(),
            Refresh = rules,
        });
        setup.Provider.Misbehave = word;
        setup.Provider.RefreshTokenGrace = TimeSpan.FromSeconds(30);
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
        Assert.That(await setup.Tokens.GetAsync(Key), Is.Not.Null);
        return setup;
    }
}
