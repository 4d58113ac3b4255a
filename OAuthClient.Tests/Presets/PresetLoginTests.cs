using System.Text;
using OAuthClient.OAuth2;
using OAuthClient.Presets;

namespace OAuthClient.Tests.Presets;

/// <summary>A whole login with each preset, and what of its value is seen on the wire.</summary>
public class PresetLoginTests
{
    private static IEnumerable<OAuth2Provider> OAuth2 => ProvidersFile.Names.Select(ProvidersFile.Ready).OfType<OAuth2Provider>();

    private static IEnumerable<TestCaseData> Cases => OAuth2.Select(provider => new TestCaseData(provider).SetArgDisplayNames(provider.Name));

    [TestCaseSource(nameof(Cases))]
    public async Task A_login_goes_through_and_says_what_the_value_says(OAuth2Provider provider)
    {
        var stage = new WireStage { SignsIn = provider.Quirks.CallbackHmacParameter, Answer = Answer(provider.Quirks) };
        var outcome = await stage.LoginAsync(provider);
        Assert.That((outcome.Kind, outcome.Error), Is.EqualTo((OAuthOutcomeKind.Stored, (OAuthError?)null)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(stage.Authorization, Is.SupersetOf(provider.AuthorizationParameters.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}")
                .Append($"GET {provider.AuthorizationEndpoint}").Append("code_challenge_method=S256")));
            Assert.That(stage.Token, Is.SupersetOf(provider.TokenParameters.Select(pair => $"{pair.Key}={pair.Value}")
                .Append($"POST {provider.TokenEndpoint.Split('?')[0]}").Append("code=the-code").Concat(Headers(provider.EndpointHeaders, provider))));
            Assert.That(stage.Token.Count(line => line == Proof(provider)), Is.EqualTo(1), Proof(provider));
            Assert.That(stage.Api, Is.SupersetOf(provider.ApiBaseUrl is null ? [] : Headers(provider.ApiHeaders, provider).Append($"GET {provider.ApiBaseUrl}me")));
        }
    }

    [Test]
    public async Task A_client_of_Reddit_without_a_secret_says_who_it_is_in_the_header_all_the_same()
    {
        var stage = new WireStage();
        await stage.LoginAsync(Providers.Reddit with { ClientId = "the-id" });
        Assert.That(stage.Token, Does.Contain($"Authorization: Basic {Convert.ToBase64String("the-id:"u8)}"));
    }

    [Test]
    public async Task The_name_that_a_program_tells_Reddit_is_the_only_one_it_tells()
    {
        var stage = new WireStage();
        await stage.LoginAsync(Providers.Reddit.With("user_agent", "mine/1 (by /u/me)") with { ClientId = "the-id" });
        Assert.That(stage.Api.Concat(stage.Token).Where(line => line.StartsWith("User-Agent:", StringComparison.Ordinal)), Is.EqualTo(new[] { "User-Agent: mine/1 (by /u/me)", "User-Agent: mine/1 (by /u/me)" }));
    }

    private static string Answer(OAuth2Quirks quirks)
    {
        var token = $$"""{"{{quirks.FieldNames.GetValueOrDefault("access_token", "access_token")}}":"the-token"}""";
        return quirks.TokenEnvelope is { } envelope ? $$"""{"{{envelope}}":{{token}}}""" : token;
    }

    private static IEnumerable<string> Headers(IReadOnlyDictionary<string, string> headers, OAuthProvider provider) =>
        headers.Select(header => $"{header.Key}: {header.Value.Replace("{client_id}", provider.ClientId, StringComparison.Ordinal)}");

    private static string Proof(OAuth2Provider provider) => provider.ClientAuthentication == ClientAuthentication.Post
        ? "client_secret=the-secret"
        : $"Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("the-id:the-secret"))}";
}
