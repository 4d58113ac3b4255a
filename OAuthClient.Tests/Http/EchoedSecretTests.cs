using OAuthClient.OAuth2;

namespace OAuthClient.Tests.Http;

/// <summary>
/// Answers that repeat a secret in some encoding: the client secret <c>pretend secret &amp; salt</c>, or a token that
/// is too short to be recognized as a token.
/// </summary>
public class EchoedSecretTests
{
    [TestCase("""{"error":"e","error_description":"wrong: pretend secret & salt"}""")]
    [TestCase("""{"error":"e","error_description":"wrong: pretend secret \u0026 salt"}""")]
    [TestCase("""{"error":"e","error_description":"wrong: pretend+secret+%26+salt"}""")]
    [TestCase("""{"error":"e","error_description":"wrong: pretend%20secret%20%26%20salt"}""")]
    [TestCase("""{"error":"e","error_description":"wrong: pretend%20secret%20%26%20salt","error_uri":"https://e.example/?pretend+secret+%26+salt"}""")]
    [TestCase("""{"error":"wrong: pretend secret & salt"}""")]
    [TestCase("error=e&error_description=wrong%3A+pretend%20secret%20%26%20salt")]
    [TestCase("<p>wrong: pretend secret & salt")]
    [TestCase("""{"access_token":"salt","refresh_token":"salt","token_""")]
    [TestCase("""{"token_type":"pretend secret & salt","access_token":"salt"}""")]
    public async Task A_secret_is_masked_in_every_encoding(string answer)
    {
        foreach (var protocol in Enum.GetValues<Protocol>())
        {
            var setup = new DanceSetup(
                protocol,
                options => options with
                {
                    Http = new EndpointStub(
                        options.Http!, "/token", _ => new() { Content = new StringContent(answer) }),
                });
            var error = (await setup.LoginAsync("42")).Error!;
            Assert.That(
                $"{error} {error.Excerpt} {error.ProviderUri} {error.Message}",
                Does.Not.Contain("salt").And.Contain("***"));
        }
    }

    [Test]
    public async Task Pushed_parameters_that_are_not_secret_are_not_masked()
    {
        const string Words = "response_type code is not for scope read";
        var answer = $$"""{"error":"invalid_scope","error_description":"{{Words}}"}""";
        var setup = new DanceSetup(
            options: options => options with
            {
                Http = new EndpointStub(options.Http!, "/par", _ => new() { Content = new StringContent(answer) }),
            },
            provider: provider => provider with
            {
                Scopes = ["read"],
                PushedAuthorization = PushedAuthorization.Required,
            });
        Assert.That((await setup.Dance.BeginAsync("42")).Error?.ProviderDescription, Is.EqualTo(Words));
    }
}
