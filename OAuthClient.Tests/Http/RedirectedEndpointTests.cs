using System.Net;

namespace OAuthClient.Tests.Http;

/// <summary>The error for an endpoint that redirects names the target, without anything that may be a secret.</summary>
public class RedirectedEndpointTests
{
    [TestCase("https://login.example/oauth/token", "to https://login.example/oauth/token,")]
    [TestCase("https://login.example:8443/token?code=the-code&x#y", "to https://login.example:8443/token,")]
    [TestCase("https://user:pass@login.example/token", "to https://login.example/token,")]
    [TestCase("//login.example/token", "to https://login.example/token,")]
    [TestCase("/elsewhere", "to https://pretend.example/elsewhere,")]
    [TestCase("?code=1", "to https://pretend.example/token,")]
    [TestCase("https://login.example/%0D%0Aforged", "to https://login.example/%0D%0Aforged,")]
    [TestCase("https://[nonsense", "The endpoint redirects,")]
    [TestCase(null, "The endpoint redirects,")]
    public async Task The_message_names_the_origin_and_the_path_of_the_target(string? location, string words)
    {
        var error = await RedirectAsync(_ => location);
        Assert.That(error.Code, Is.EqualTo(OAuthErrorCode.EndpointRedirected));
        Assert.That(error.Message, Does.Contain(words).And.Not.Contain("the-code").And.Not.Contain("pass@"));
    }

    [Test]
    public async Task A_secret_in_the_path_of_the_target_is_masked()
    {
        string[] sent = [];
        var error = await RedirectAsync(form =>
        {
            sent = [.. form.Split('&').Where(IsSecret).Select(pair => pair.Split('=')[1])];
            return $"https://login.example/{string.Join('/', sent)}";
        });
        Assert.That(sent, Has.Length.EqualTo(2));
        Assert.That(error.Message, Does.Contain("to https://login.example/***/***,"));
        Assert.That(sent.Where(secret => error.ToString().Contains(secret, StringComparison.Ordinal)), Is.Empty);
    }

    private static bool IsSecret(string pair) =>
        pair.StartsWith("code=", StringComparison.Ordinal)
        || pair.StartsWith("code_verifier=", StringComparison.Ordinal);

    private static async Task<OAuthError> RedirectAsync(Func<string, string?> target)
    {
        var setup = new DanceSetup(options: options => options with
        {
            Http = new EndpointStub(options.Http!, "/token", request =>
            {
                using var reader = new StreamReader(request.Content!.ReadAsStream());
                var answer = new HttpResponseMessage(HttpStatusCode.TemporaryRedirect);
                if (target(reader.ReadToEnd()) is { } location)
                    answer.Headers.TryAddWithoutValidation("Location", location);
                return answer;
            }),
        });
        return (await setup.LoginAsync("42")).Error!;
    }
}
