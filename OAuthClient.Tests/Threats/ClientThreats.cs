using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Threats;

/// <summary>
/// Client credentials are sent to no server but the provider, and are sent wherever the provider needs them.
/// </summary>
public class ClientThreats
{
    private static readonly Dictionary<string, string> TokenEndpointsByRegion = new() { ["eu"] = "https://pretend.example/token" };

    /// <summary>Authenticates the client with an assertion (RFC 7523).</summary>
    private sealed class AssertionAuthentication : ClientAuthentication
    {
        public override string Name => "private_key_jwt";

        public override ValueTask AuthenticateAsync(ClientRequest request, CancellationToken cancellationToken)
        {
            request.Add("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
            request.Add("client_assertion", "an-assertion-that-is-a-secret");
            return default;
        }
    }

    private static readonly ClientAuthentication[] AuthenticationMethods =
    [
        ClientAuthentication.Basic,
        ClientAuthentication.RawBasic,
        ClientAuthentication.Post,
        new AssertionAuthentication(),
    ];

    [TestCaseSource(nameof(AuthenticationMethods))]
    public async Task T38_Client_credentials_are_sent_only_to_the_push_and_token_endpoints(
        ClientAuthentication authentication)
    {
        var setup = new DanceSetup(
            provider: provider => provider with
            {
                ClientAuthentication = authentication,
                PushedAuthorization = PushedAuthorization.Required,
            });
        if (authentication == ClientAuthentication.RawBasic)
            setup.Provider.Misbehave = Misbehavior.RawBasicOnly;
        var outcome = await setup.LoginAsync("42");
        if (outcome.IsStored)
            await setup.Dance.Session("42").GetTokenAsync();
        var endpoints = setup.Provider.Requests
            .Where(request => ContainsClientSecret($"{request.Url} {request.Authorization} {request.Body}"))
            .Select(request => request.Endpoint);
        Assert.That(endpoints, Is.EqualTo(new[] { PretendEndpoint.PushedAuthorizationRequest, PretendEndpoint.Token }));
        Assert.That(
            setup.Provider.Requests.Select(request => request.Url),
            Has.None.Matches<string>(ContainsClientSecret),
            "no URL contains a secret");
    }

    [Test]
    public async Task T38_An_OAuth1_client_signs_with_its_secret_and_never_sends_the_secret()
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
        string[] secrets =
        [
            .. setup.Recorder.SavedDances.Select(pending => pending.TokenRequestSecret.Reveal()),
            .. setup.Recorder.StoredTokens.Select(token => token.TokenSecret.Reveal()),
            PretendProvider.ClientSecret,
        ];
        Assert.That(secrets, Has.Length.EqualTo(3).And.All.Length.GreaterThan(12));
        Canary.AssertNoSecret(
            setup.Provider.Requests.Select(request => $"{request.Url} {request.Authorization} {request.Body}"),
            secrets);
    }

    [TestCase("us")]
    [TestCase("EU")]
    [TestCase("https://evil.example/token")]
    [TestCase("eu.evil.example")]
    [TestCase("eu%00")]
    public async Task T38_A_callback_with_an_unknown_region_is_refused_and_its_code_is_not_sent(string region)
    {
        var setup = new DanceSetup(
            provider: provider =>
                provider with { Quirks = new() { RegionParameter = "location", RegionalTokenEndpoints = TokenEndpointsByRegion } });
        var callback = $"{await setup.GetCallbackUrlAsync("42")}&location={region}";
        if (region.Contains('%', StringComparison.Ordinal))
            await setup.AssertRefusedAsync(callback, OAuthErrorCode.CallbackMalformed);
        else
            await setup.AssertRefusedAsync(callback, OAuthErrorCode.EndpointHostRefused, taken: true);
    }

    [TestCase("&location=eu", "https://pretend.example/token")]
    [TestCase("", "https://pretend.example/other/token")]
    public async Task T38_A_callback_with_a_known_region_uses_the_token_endpoint_of_that_region(
        string more, string endpoint)
    {
        var asked = new List<string>();
        var setup = new DanceSetup(
            options: options => options with { Http = new EndpointStub(options.Http!, "/token", Record) },
            provider: provider => provider with
            {
                TokenEndpoint = "https://pretend.example/other/token",
                Quirks = new() { RegionParameter = "location", RegionalTokenEndpoints = TokenEndpointsByRegion },
            });
        await setup.FinishAsync(
            OAuthCallback.FromUrl(await setup.GetCallbackUrlAsync("42") + more), setup.Browser.Cookie);
        Assert.That(asked, Is.EqualTo(new[] { endpoint }));

        HttpResponseMessage? Record(HttpRequestMessage request)
        {
            asked.Add(request.RequestUri!.AbsoluteUri);
            return null;
        }
    }

    [Test]
    public void T41_A_client_with_a_secret_cannot_turn_off_client_authentication() => Assert.That(
        () => new DanceSetup(provider: provider => provider with { ClientAuthentication = ClientAuthentication.None }),
        Throws.ArgumentException.With.Message.Contains("ClientSecret")
            .And.Message.Contains("ClientAuthentication.None"));

    [Test]
    public void T41_Provider_fields_cannot_turn_off_the_authentication_of_a_client_with_a_secret()
    {
        var fields = new Dictionary<string, string>
        {
            ["name"] = "pretend",
            ["client_id"] = "me",
            ["client_secret"] = "a secret",
            ["authorization_endpoint"] = "https://pretend.example/authorize",
            ["token_endpoint"] = "https://pretend.example/token",
            ["token_endpoint_auth_method"] = "none",
        };
        Assert.That(
            () => new OAuthDance(OAuth2Provider.FromFields(fields), DanceSetup.RedirectUri),
            Throws.ArgumentException.With.Message.Contains("ClientAuthentication.None"));
        fields.Remove("token_endpoint_auth_method");
        fields["token_endpoint_auth_methods_supported"] = "none";
        Assert.That(
            () => OAuth2Provider.FromFields(fields),
            Throws.ArgumentException.With.Message.Contains("token_endpoint_auth_methods_supported"),
            "the capabilities of a server are no field of a provider");
    }

    [Test]
    public async Task T41_Metadata_in_a_token_response_is_ignored()
    {
        const string metadata = """
            {"token_endpoint_auth_method":"none","token_endpoint_auth_methods_supported":["none"],
            "code_challenge_methods_supported":["plain"],"token_endpoint":"https://evil.example/token",
            "pushed_authorization_request_endpoint":"https://evil.example/par",
            "issuer":"https://evil.example","error":"invalid_client"}
            """;
        EndpointStub http = null!;
        var setup = new DanceSetup(
            options: options => options with
            {
                Http = http = new(options.Http!, "/token", _ => FirstAnswer(http.RequestCount)),
            });
        Assert.That((await setup.LoginAsync("42")).Kind, Is.EqualTo(OAuthOutcomeKind.ProviderFailed));
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
        Assert.That(setup.Provider.AssertCalledOnce(PretendEndpoint.Token).Authorization, Does.StartWith("Basic "));

        static HttpResponseMessage? FirstAnswer(int count) =>
            count == 1 ? new() { Content = new StringContent(metadata) } : null;
    }

    private static bool ContainsClientSecret(string? text) =>
        Canary.ClientSecrets.Append("an-assertion-that-is-a-secret")
            .SelectMany(Canary.Encodings)
            .Append(Uri.EscapeDataString(PretendProvider.ClientSecret))
            .Any(secret => text!.Contains(secret, StringComparison.Ordinal));
}
