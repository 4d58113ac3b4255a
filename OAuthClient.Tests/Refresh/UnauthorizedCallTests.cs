using System.Net;
using Flurl.Http;
using OAuthClient.Http;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Refresh;

/// <summary>API calls that are answered with status 401 although the token has not expired.</summary>
public class UnauthorizedCallTests
{
    [TestCase("GET")]
    [TestCase("form")]
    [TestCase("JSON")]
    public async Task T50_A_call_that_is_answered_with_401_is_sent_again_with_a_new_token(string kind)
    {
        var setup = await CreateSetupAsync();
        var answer = await setup.Dance.Session("42").Request("me").SendAsync(kind);
        Assert.That((answer.StatusCode, setup.Provider.RefreshCount), Is.EqualTo((200, 1)));
        var sent = setup.Provider.Requests.Where(call => call.Endpoint == PretendEndpoint.Api).ToArray();
        Assert.That(
            (sent.Length, sent[0].Body == sent[1].Body, sent[0].Authorization == sent[1].Authorization),
            Is.EqualTo((2, true, false)));
    }

    [Test]
    public async Task T50_An_API_that_answers_401_to_every_token_causes_one_refresh()
    {
        var setup = await CreateSetupAsync(options => options with
        {
            Http = new EndpointStub(options.Http!, "/api/me", _ => new(HttpStatusCode.Unauthorized)),
        });
        foreach (var _ in Enumerable.Range(0, 5))
        {
            Assert.That(
                (await setup.Dance.Session("42").Request("me").AllowAnyHttpStatus().GetAsync()).StatusCode,
                Is.EqualTo(401));
        }
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(1));
    }

    [Test]
    public async Task T50_A_body_that_can_be_read_once_is_not_sent_again_but_the_next_call_has_a_new_token()
    {
        var setup = await CreateSetupAsync();
        using var client = new HttpClient(new OAuthHandler(setup.Dance.Session("42")));
        using var once = new StreamContent(new MemoryStream("read once"u8.ToArray()));
        var failed = await Assert.CatchAsync<OAuthException>(
            () => client.PostAsync(new Uri("https://pretend.example/api/me"), once));
        Assert.That(
            (failed!.Error.Code, setup.Provider.CountCalls(PretendEndpoint.Api)),
            Is.EqualTo((OAuthErrorCode.BodyNotRepeatable, 1)));
        Assert.That(await setup.Dance.Session("42").Request("me").GetStringAsync(), Does.Contain("anna"));
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(1));
    }

    [Test]
    public async Task A_401_is_returned_when_the_token_cannot_be_refreshed()
    {
        var setup = await CreateSetupAsync();
        setup.Provider.TokenAnswer = _ => new(HttpStatusCode.InternalServerError);
        Assert.That(
            (await setup.Dance.Session("42").Request("me").AllowAnyHttpStatus().GetAsync()).StatusCode,
            Is.EqualTo(401));
        Assert.That(setup.Tokens.Count, Is.EqualTo(1));
    }

    // Advances the clock to a minute after the login, so that the token does not count as just received.
    private static async Task<DanceSetup> CreateSetupAsync(Func<OAuthDanceOptions, OAuthDanceOptions>? options = null)
    {
        var setup = new DanceSetup(options: options);
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
        setup.Time.Advance(TimeSpan.FromMinutes(1));
        setup.Provider.EndAccessTokens();
        return setup;
    }
}
