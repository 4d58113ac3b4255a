#pragma warning disable OAUTH0001
using OAuthClient.OAuth2.Grants;

namespace OAuthClient.Tests.OAuth2.Grants;

/// <summary>The password grant (RFC 6749 section 4.3), where the provider's value allows it.</summary>
public class PasswordGrantTests
{
    [Test]
    public async Task A_password_becomes_a_token_where_it_is_allowed()
    {
        var provider = new ScriptedProvider().Answer("/token", """{"access_token":"a"}""");
        var dance = provider.CreateDance(value => value with { Allow = Insecure.PasswordLogin });
        var outcome = await dance.GrantAsync(new PasswordGrant("anna", "password-canary"), "42");
        Assert.That(outcome.IsStored, Is.True, outcome.Error?.ToString());
        Assert.That(
            provider.BodiesAt("/token").Single(), Is.EqualTo("grant_type=password&username=anna&password=password-canary"));
        Canary.AssertNoSecret(Canary.Texts(outcome), ["password-canary"]);
    }
}
