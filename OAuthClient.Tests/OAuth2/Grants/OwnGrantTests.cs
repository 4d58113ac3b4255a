using OAuthClient.OAuth2;

namespace OAuthClient.Tests.OAuth2.Grants;

/// <summary>A grant of a provider's own is a class of ten lines.</summary>
public class OwnGrantTests
{
    private sealed class TextMessageGrant(string phone, Secret pin) : OAuth2Grant
    {
        public override string GrantType => "urn:example:text-message";

        public override ValueTask<OAuthToken> RequestAsync(GrantContext context, CancellationToken cancellationToken)
        {
            var request = context.CreateRequest();
            request.Add("phone", phone);
            request.Add("pin", pin);
            return context.SendAsync(request, cancellationToken);
        }
    }

    [Test]
    public async Task Its_token_takes_the_road_of_a_login()
    {
        var provider = new ScriptedProvider().Answer("/token", """{"access_token":"a"}""");
        var dance = provider.CreateDance(value => value with { Scopes = ["read"] });
        var outcome = await dance.GrantAsync(new TextMessageGrant("+1", "pin-canary"), "42");
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
        Assert.That(
            provider.BodiesAt("/token").Single(),
            Is.EqualTo("grant_type=urn%3Aexample%3Atext-message&scope=read&phone=%2B1&pin=pin-canary"));
    }

    [Test]
    public async Task Its_secrets_are_in_no_error()
    {
        var provider = new ScriptedProvider().Answer(
            "/token", """{"error":"no","error_description":"pin-canary is wrong"}""", System.Net.HttpStatusCode.BadRequest);
        var outcome = await provider.CreateDance().GrantAsync(new TextMessageGrant("+1", "pin-canary"), "42");
        Canary.AssertNoSecret(Canary.Texts(outcome), ["pin-canary"]);
    }

    [Test]
    public async Task It_does_not_work_with_OAuth_1()
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await setup.Dance.GrantAsync(new TextMessageGrant("+1", "1234"), "42"));
        Assert.That(fault!.Message, Does.Contain("speaks OAuth 1"));
    }
}
