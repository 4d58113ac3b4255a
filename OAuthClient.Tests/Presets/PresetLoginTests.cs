using System.Text;
using OAuthClient.OAuth2;
using OAuthClient.Presets;

namespace OAuthClient.Tests.Presets;

/// <summary>Endpoints, parameters and headers of a whole login with each OAuth 2 preset.</summary>
public class PresetLoginTests
{
    private static IEnumerable<OAuth2Provider> OAuth2Presets =>
        ProvidersFile.Names.Select(ProvidersFile.WithCredentials).OfType<OAuth2Provider>();

    private static IEnumerable<TestCaseData> Cases =>
        OAuth2Presets.Select(provider => new TestCaseData(provider).SetArgDisplayNames(provider.Name));

    [TestCaseSource(nameof(Cases))]
    public async Task A_login_succeeds_with_the_endpoints_and_parameters_of_the_preset(OAuth2Provider provider)
    {
        var recorder = new WireRecorder
        {
            CallbackHmacParameter = provider.Quirks.CallbackHmacParameter,
            CallbackParameters = provider.Quirks.HostParameter is { } parameter
                ? $"code=the-code&{parameter}={new Uri(provider.TokenEndpoint).Host}"
                : "code=the-code",
            TokenResponseBody = CreateTokenResponse(provider.Quirks),
        };
        var outcome = await recorder.LoginAsync(provider);
        Assert.That((outcome.Kind, outcome.Error), Is.EqualTo((OAuthOutcomeKind.Stored, (OAuthError?)null)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                recorder.AuthorizationLines,
                Is.SupersetOf(provider.AuthorizationParameters
                    .Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}")
                    .Append($"GET {provider.AuthorizationEndpoint}")
                    .Concat(provider.Allow.HasFlag(Insecure.NoPkce) ? [] : ["code_challenge_method=S256"])));
            Assert.That(
                recorder.TokenRequestLines,
                Is.SupersetOf(provider.TokenParameters
                    // The answers of PresetAnswerTests fill the placeholders.
                    .Where(pair => !pair.Value.Contains('{', StringComparison.Ordinal))
                    .Select(pair => $"{pair.Key}={pair.Value}")
                    .Append($"POST {provider.TokenEndpoint.Split('?')[0]}")
                    .Append("code=the-code")
                    .Concat(HeaderLines(provider.EndpointHeaders, provider))));
            Assert.That(
                recorder.TokenRequestLines.Count(line => line == ExpectedClientAuthentication(provider)),
                Is.EqualTo(1),
                ExpectedClientAuthentication(provider));
            if (provider.ApiBaseUrl is not null)
            {
                Assert.That(
                    recorder.ApiRequestLines,
                    Is.SupersetOf(HeaderLines(provider.ApiHeaders, provider).Append($"GET {provider.ApiBaseUrl}me")));
            }
        }
    }

    [Test]
    public async Task A_Reddit_client_without_a_secret_still_uses_Basic_authentication()
    {
        var recorder = new WireRecorder();
        await recorder.LoginAsync(Providers.Reddit with { ClientId = "the-id" });
        Assert.That(recorder.TokenRequestLines, Does.Contain($"Authorization: Basic {Convert.ToBase64String("the-id:"u8)}"));
    }

    [Test]
    public async Task The_user_agent_option_of_Reddit_replaces_the_default_User_Agent()
    {
        var recorder = new WireRecorder();
        await recorder.LoginAsync(
            Providers.Reddit.With("user_agent", "mine/1 (by /u/me)") with { ClientId = "the-id" });
        Assert.That(
            recorder.ApiRequestLines.Concat(recorder.TokenRequestLines).Where(line => line.StartsWith("User-Agent:", StringComparison.Ordinal)),
            Is.EqualTo(new[] { "User-Agent: mine/1 (by /u/me)", "User-Agent: mine/1 (by /u/me)" }));
    }

    private static string CreateTokenResponse(OAuth2Quirks quirks)
    {
        var token = $$"""{"{{quirks.FieldNames.GetValueOrDefault("access_token", "access_token")}}":"the-token"}""";
        return quirks.TokenEnvelope?.TrimEnd('?') is { } envelope ? $$"""{"{{envelope}}":{{token}}}""" : token;
    }

    private static IEnumerable<string> HeaderLines(
        IReadOnlyDictionary<string, string> headers, OAuthProvider provider) =>
        from header in headers
        let value = header.Value.Replace("{client_id}", provider.ClientId, StringComparison.Ordinal)
        select $"{header.Key}: {value}";

    private static string ExpectedClientAuthentication(OAuth2Provider provider) =>
        provider.ClientAuthentication == ClientAuthentication.Post
        ? "client_secret=the-secret"
        : $"Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("the-id:the-secret"))}";
}
