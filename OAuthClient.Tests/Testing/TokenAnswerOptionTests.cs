using System.Net;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Testing;

/// <summary>A pretend provider whose token endpoint sends the response that a test has chosen.</summary>
public class TokenAnswerOptionTests
{
    [Test]
    public async Task A_token_answer_of_the_test_replaces_the_endpoint_and_any_misbehavior([Values] Protocol protocol)
    {
        var setup = new DanceSetup(protocol);
        setup.Provider.Misbehave = Misbehavior.HtmlWith500;
        setup.Provider.TokenAnswer =
            request => new(HttpStatusCode.TooManyRequests) { Content = new StringContent($"{request.Method} refused") };
        var error = (await setup.LoginAsync("42")).Error!;
        Assert.That(
            (error.Code, error.Status, error.Excerpt),
            Is.EqualTo((OAuthErrorCode.EndpointBusy, 429, "POST refused")));
    }

    [Test]
    public async Task A_null_token_answer_lets_the_endpoint_answer([Values] Protocol protocol)
    {
        var setup = new DanceSetup(protocol);
        setup.Provider.TokenAnswer = _ => null;
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
    }
}
