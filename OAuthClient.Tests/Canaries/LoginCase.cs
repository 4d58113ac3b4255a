using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Canaries;

/// <summary>
/// A kind of login: a protocol, the options of the provider and the dance, and the way in which the login ends.
/// </summary>
internal sealed record LoginCase(string Name, Protocol Protocol = Protocol.OAuth2)
{
    private static readonly (string Name, ClientAuthentication Authentication)[] Authentications =
    [
        ("basic", ClientAuthentication.Basic),
        ("post", ClientAuthentication.Post),
        ("assertion", new AssertionAuthentication()),
    ];

    public Func<OAuth2Provider, OAuth2Provider> Provider { get; init; } = provider => provider;

    public Func<OAuthDanceOptions, OAuthDanceOptions>? Options { get; init; }

    public Action<DanceSetup> Prepare { get; init; } = _ => { };

    public Misbehavior Misbehavior { get; init; }

    public bool IsAllowed { get; init; } = true;

    /// <summary>
    /// Query parameters that the test appends to the callback URL, in addition to the provider's parameters.
    /// </summary>
    public string ExtraParameters { get; init; } = "";

    /// <summary>Whether requests go over a real socket, through the dance's default handler.</summary>
    public bool UsesSocket { get; init; }

    public override string ToString() => Name;

    public OAuthDanceOptions Configure(OAuthDanceOptions options)
    {
        if (Options is not null)
            return Options(options);
        return UsesSocket ? options with { Http = null } : options;
    }

    public static IEnumerable<LoginCase> All()
    {
        foreach (var misbehavior in Misbehaviors.OfLogins)
        {
            yield return new($"OAuth 1 {misbehavior}", Protocol.OAuth1) { Misbehavior = misbehavior };
            foreach (var (name, authentication) in Authentications)
            {
                yield return new($"{name} {misbehavior}")
                {
                    Misbehavior = misbehavior,
                    Provider = provider => provider with { ClientAuthentication = authentication },
                };
            }
            if (misbehavior != Misbehavior.Slow)
            {
                yield return new($"pushed {misbehavior}")
                {
                    Misbehavior = misbehavior,
                    Provider = provider => provider with { PushedAuthorization = PushedAuthorization.Required },
                };
            }
        }
        foreach (var item in ForProtocol(Protocol.OAuth1).Concat(ForProtocol(Protocol.OAuth2)).Concat(ForOAuth2()))
        {
            yield return item;
            if (item.Options is null)
                yield return item with { Name = $"{item.Name} on a socket", UsesSocket = true };
        }
    }

    private static IEnumerable<LoginCase> ForProtocol(Protocol protocol)
    {
        yield return new($"{protocol} stored", protocol);
        yield return new($"{protocol} denied", protocol) { IsAllowed = false };
        yield return new($"{protocol} vetoed", protocol)
        {
            Prepare = setup => setup.Signals.Authorized.Connect((_, _) => false),
        };
        yield return new($"{protocol} receiver throws", protocol)
        {
            Prepare = setup => setup.Signals.Authorized.Connect(
                (_, login) => throw new FormatException(login.ToString() + login.Token + login.Callback)),
        };
        yield return new($"{protocol} receiver calls an unknown path", protocol)
        {
            Prepare = setup => setup.Signals.Authorized.Connect(
                async (_, login) => await ApiCalls.PostToUnknownPathAsync(login.Session)),
        };
        yield return new($"{protocol} conflict", protocol) { Prepare = ConnectConflictingReceivers };
        yield return new($"{protocol} store fails", protocol)
        {
            Options = options => options with { Tokens = Fuzz.FaultyServices.Tokens(options.Tokens!, 1) },
        };
        yield return new($"{protocol} pending store fails", protocol)
        {
            Options = options => options with
            {
                PendingDances = Fuzz.FaultyServices.Pending(options.PendingDances!, 4),
            },
        };
        yield return new($"{protocol} network down", protocol)
        {
            Options = options => options with
            {
                Http = new EndpointStub(
                    options.Http!, "/token", request => throw new HttpRequestException($"{request.Method} failed")),
            },
        };
        yield return new($"{protocol} repeated parameter", protocol)
        {
            ExtraParameters = "&state=a&state=b&oauth_token=c&oauth_token=d",
        };
        yield return new($"{protocol} malformed", protocol) { ExtraParameters = "&x=%" };
        yield return new($"{protocol} errors of both protocols", protocol)
        {
            ExtraParameters = "&error=e&oauth_problem=e",
        };
    }

    private static IEnumerable<LoginCase> ForOAuth2()
    {
        yield return new("posted") { Provider = provider => provider with { ResponseMode = ResponseMode.FormPost } };
        yield return new("posted and pushed")
        {
            Provider = provider => provider with
            {
                ResponseMode = ResponseMode.FormPost,
                PushedAuthorization = PushedAuthorization.Required,
            },
        };
        yield return new("raw basic")
        {
            Misbehavior = Misbehavior.RawBasicOnly,
            Provider = provider => provider with { ClientAuthentication = ClientAuthentication.RawBasic },
        };
        yield return new("public client") { Provider = provider => provider with { ClientSecret = default } };
        yield return new("JSON requests")
        {
            Provider = provider => provider with { Quirks = new() { JsonRequests = true } },
        };
        yield return new("authentication fails")
        {
            Provider = provider => provider with
            {
                ClientAuthentication = new Fuzz.FaultyServices.FaultyAuthentication(0),
            },
        };
        yield return new("authentication with a line break in the header")
        {
            Provider = provider => provider with
            {
                ClientAuthentication = new Fuzz.FaultyServices.FaultyAuthentication(2),
            },
        };
        yield return new("authentication twice")
        {
            Provider = provider => provider with
            {
                ClientAuthentication = new Fuzz.FaultyServices.FaultyAuthentication(3),
            },
        };
        yield return new("regional token endpoint")
        {
            ExtraParameters = "&location=us",
            Provider = provider => provider with
            {
                Quirks = new()
                {
                    RegionParameter = "location",
                    RegionalTokenEndpoints = new Dictionary<string, string> { ["eu"] = "https://eu.pretend.example/token" },
                },
            },
        };
        yield return new("plain PKCE")
        {
            Misbehavior = Misbehavior.OnlyPlainPkce,
            Provider = provider => provider with
            {
                CodeChallengeMethods = ["plain"],
                Allow = provider.Allow | Insecure.PlainPkce,
            },
        };
        yield return new("plain PKCE, pushed and refused")
        {
            Misbehavior = Misbehavior.EchoesSecrets,
            Provider = provider => provider with
            {
                CodeChallengeMethods = ["plain"],
                Allow = provider.Allow | Insecure.PlainPkce,
                PushedAuthorization = PushedAuthorization.Required,
            },
        };
        yield return new("state in the redirect URI")
        {
            Misbehavior = Misbehavior.NoState,
            Provider = provider => provider with { Quirks = new() { StateInRedirectUri = true } },
        };
        yield return new("token in the query")
        {
            Provider = provider => provider with
            {
                Allow = provider.Allow | Insecure.TokenInQuery,
                Quirks = new() { TokenQueryParameter = "access_token" },
            },
        };
        yield return new("token in another header")
        {
            Provider = provider => provider with { Quirks = new() { TokenHeader = "X-Token", TokenScheme = "" } },
        };
    }

    private static void ConnectConflictingReceivers(DanceSetup setup)
    {
        setup.Signals.Authorized.Connect((_, _) => OAuthAnswer.StoreFor("1"));
        setup.Signals.Authorized.Connect((_, _) => OAuthAnswer.StoreFor("2"));
    }

    /// <summary>
    /// A client authentication that the host implements. The authentication throws when the printed request shows the
    /// client assertion.
    /// </summary>
    internal sealed class AssertionAuthentication : ClientAuthentication
    {
        public const string Value = "header.assertion-0123456789abcdef.signature";

        public override string Name => "own";

        public override ValueTask AuthenticateAsync(ClientRequest request, CancellationToken cancellationToken)
        {
            request.Add("client_assertion", Value);
            return DebugTexts.Of(request).Any(text => text.Contains(Value, StringComparison.Ordinal))
                ? throw new InvalidOperationException("the request shows the assertion")
                : default;
        }
    }
}
