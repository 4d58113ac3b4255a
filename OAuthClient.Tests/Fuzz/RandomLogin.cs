using System.Net;
using OAuthClient.OAuth1;
using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Fuzz;

/// <summary>A login with random faults of the provider, the stores, the receivers and the host.</summary>
internal sealed class RandomLogin
{
    private static readonly string[] AnswerBodies =
    [
        """{"error":"e"}""", """{"access_token":"a"}""", """{"access_token":1}""", """{"access_token":{}}""",
        """{"access_token":"a","expires_in":"x","scope":[1]}""", "{", "[]", "null", "", "<p>", "a=b", "&&&", "\0",
        "access_token=a&token_type=x", """{"access_token":"\ud800"}""", """{"error":{"message":"m","code":1}}""",
        """{"ok":false}""", """{"access_token":"a\r\nX: y"}""", "oauth_token=a&oauth_token_secret=", "oauth_problem=%",
        """{"request_uri":"\ud800 %"}""", """{"request_uri":5}""",
    ];

    private static readonly int[] Statuses = [200, 200, 200, 201, 204, 302, 400, 401, 404, 429, 500, 503];

    private static readonly IReadOnlyDictionary<string, string> Regions = new Dictionary<string, string>
    {
        ["eu"] = "https://pretend.example/token",
    };

    private readonly Random _random;
    private readonly BreakableClock _clock;

    public RandomLogin(Random random)
    {
        _random = random;
        Protocol = OneIn(3) ? Protocol.OAuth1 : Protocol.OAuth2;
        var words = Misbehaviors.OfLogins;
        var misbehavior = OneIn(3) ? words[random.Next(words.Length)] : Misbehavior.None;
        // The misbehavior of a provider that does not answer is chosen rarely, because the test waits for each timeout.
        if (misbehavior == Misbehavior.Slow && !OneIn(3))
            misbehavior = Misbehavior.NoToken;
        Setup = new(Protocol, ConfigureOptions, provider => ConfigureProvider(provider, misbehavior));
        _clock = new(Setup.Time);
        Setup.Provider.Misbehave = misbehavior;
        ConnectReceivers();
        Setup.Signals.Error.Connect((_, failure) =>
        {
            if (failure.Error.Code == OAuthErrorCode.Unexpected && !FaultyServices.IsInjected(failure.Exception))
                UnexpectedException ??= failure.Exception;
        });
        Dance = new(Setup.Dance.Provider, DanceSetup.RedirectUri, Setup.Options with { Time = _clock });
    }

    public Protocol Protocol { get; }

    public DanceSetup Setup { get; }

    public OAuthDance Dance { get; private set; }

    /// <summary>
    /// The first exception that the login reported and that the test did not inject; null when there is none.
    /// </summary>
    public Exception? UnexpectedException { get; private set; }

    private bool IsFormPost => Setup.Dance.Provider is OAuth2Provider { ResponseMode: ResponseMode.FormPost };

    public OAuthBeginOptions CreateBeginOptions() => new()
    {
        BrowserKey = OneIn(2) ? Setup.Browser.Cookie : default,
        ReturnUrl = OneIn(30) ? CallbackMutator.RandomText(_random, ["/", "//", "https:"]) : "/home",
        IsAntiForgeryChecked = !OneIn(30),
        Scopes = OneIn(4) ? ["one", CallbackMutator.RandomText(_random, ["two"])] : [],
        Parameters = OneIn(4)
            ? new Dictionary<string, string>
            {
                ["x" + CallbackMutator.RandomText(_random, ["y"])] = CallbackMutator.RandomText(_random, ["z"]),
            }
            : new Dictionary<string, string>(),
    };

    public OAuthUser User => OneIn(10) ? OAuthUser.Unknown : "42";

    /// <summary>Lets the pretend user allow or deny the login at the provider.</summary>
    /// <returns>The parameters of the callback that the provider sends.</returns>
    public async Task<List<KeyValuePair<string, string>>> AuthorizeAsync(OAuthLogin login)
    {
        Setup.Browser.Cookie = login.BrowserKey;
        var url = login.AuthorizationUrl!;
        // The pretend browser cannot open a request_uri that the pretend provider did not issue.
        var canOpen = !url.Query.Contains("request_uri=", StringComparison.Ordinal)
            || url.Query.Contains("urn%3Aietf", StringComparison.Ordinal);
        if (!canOpen)
            return [new("state", Setup.Recorder.SavedDances.Last().Id), new("code", "a")];
        var received = OneIn(8) ? await Setup.Browser.DenyAsync(url) : await Setup.Browser.AllowAsync(url);
        return
        [
            .. (received.Form ?? received.Url.Query.TrimStart('?')).Split('&')
                .Select(pair => pair.Split('=', 2))
                .Select(pair => new KeyValuePair<string, string>(pair[0], Uri.UnescapeDataString(pair[1]))),
        ];
    }

    /// <summary>
    /// Sends a random change of a valid callback at a random time, with a random browser key and user.
    /// </summary>
    public async Task<OAuthOutcome> SendCallbackAsync(List<KeyValuePair<string, string>> real)
    {
        if (OneIn(12))
            Setup.Time.Advance(TimeSpan.FromSeconds(_random.Next(1200)));
        if (OneIn(25))
        {
            Dance = new(
                OneIn(2) ? Setup.Dance.Provider : Rename(Setup.Dance.Provider),
                DanceSetup.RedirectUri,
                Setup.Options with { Time = _clock });
        }
        var words = real.SelectMany(pair => new[] { pair.Key, pair.Value }).Append("=").ToArray();
        var callback = OneIn(8)
            ? OAuthCallback.FromUrl(CallbackMutator.RandomText(_random, words))
            : CallbackMutator.ToCallback(_random, OneIn(3) ? real : CallbackMutator.Mutate(_random, real), IsFormPost);
        var cookie = _random.Next(8) switch { 0 => default, 1 => "another", _ => Setup.Browser.Cookie };
        OAuthFinishOptions? finish = _random.Next(6) switch
        {
            0 => new() { User = "43" },
            1 => new() { User = "42" },
            2 => new() { User = OAuthUser.Unknown },
            _ => null,
        };
        _clock.IsBroken = OneIn(60);
        var outcome = Dance.FinishAsync(callback, cookie, finish).AsTask();
        // The dance may wait for a provider that does not answer, or for an outcome that a store has lost.
        while (!outcome.IsCompleted)
        {
            Setup.Time.Advance(Setup.Options.ReplayWindow);
            await Task.WhenAny(outcome, Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System));
        }
        return await outcome;
    }

    private bool OneIn(int count) => _random.Next(count) == 0;

    private OAuthDanceOptions ConfigureOptions(OAuthDanceOptions options) => options with
    {
        EndpointTimeout = TimeSpan.FromMilliseconds(100),
        RequireAntiForgery = OneIn(2),
        Tokens = OneIn(8) ? FaultyServices.Tokens(options.Tokens!, _random.Next(3)) : options.Tokens,
        PendingDances = OneIn(8)
            ? FaultyServices.Pending(options.PendingDances!, _random.Next(5))
            : options.PendingDances,
        Random = OneIn(100) ? new FaultyServices.FaultyRandom() : options.Random,
        Http = _random.Next(10) switch
        {
            0 => new EndpointStub(
                options.Http!, _random.Next(3) switch { 0 => "/par", 1 => "/initiate", _ => "/token" }, CreateAnswer),
            1 => new EndpointStub(
                options.Http!,
                "/token",
                _ => throw (OneIn(2) ? new HttpRequestException("down") : new IOException("down"))),
            _ => options.Http,
        },
    };

    private OAuth2Provider ConfigureProvider(OAuth2Provider provider, Misbehavior misbehavior) => provider with
    {
        PushedAuthorization = misbehavior == Misbehavior.Slow
            ? PushedAuthorization.Off
            : (PushedAuthorization)_random.Next(3),
        PushedAuthorizationRequestEndpoint = OneIn(12) ? null : provider.PushedAuthorizationRequestEndpoint,
        ResponseMode = OneIn(3) && misbehavior != Misbehavior.NoState ? ResponseMode.FormPost : ResponseMode.Query,
        IssuerInResponse = !OneIn(3),
        ClientAuthentication = _random.Next(8) switch
        {
            0 => ClientAuthentication.Post,
            1 => ClientAuthentication.RawBasic,
            2 => new FaultyServices.FaultyAuthentication(_random.Next(4)),
            _ => null,
        },
        CodeChallengeMethods = _random.Next(20) switch { 0 => ["plain"], 1 => ["plain", "S256"], _ => [] },
        Allow = (OneIn(2) ? Insecure.PlainPkce : Insecure.None) | Insecure.SharedRedirectUri,
        Quirks = new()
        {
            CallbackHmacParameter = OneIn(30) ? "hmac" : null,
            RegionParameter = OneIn(2) ? "location" : "region",
            RegionalTokenEndpoints = Regions,
            RedirectUriAlias = OneIn(30) && misbehavior != Misbehavior.NoState ? "https://app.example/alias" : null,
            PlainScopeJoiner = OneIn(4),
            ClientIdHeader = OneIn(30) ? "X-Client" : null,
            ErrorParameter = OneIn(2) ? "err" : null,
            JsonRequests = OneIn(8),
            StateInRedirectUri = misbehavior == Misbehavior.NoState,
        },
    };

    private void ConnectReceivers()
    {
        var signals = Setup.Signals;
        switch (_random.Next(14))
        {
            case 0:
                signals.Authorized.Connect((_, _) => throw new FormatException("of a receiver"));
                break;
            case 1:
                signals.Authorized.Connect((_, _) => false);
                break;
            case 2:
                signals.Authorized.Connect((_, _) => OAuthAnswer.StoreFor("1"));
                signals.Authorized.Connect((_, _) => OAuthAnswer.StoreFor("2"));
                break;
            case 3:
                signals.Authorized.Connect((_, _) => OAuthAnswer.AlreadyStored);
                break;
            case 4:
                signals.Authorized.Connect(async (_, login) => await StoreForTokenTypeAsync(login));
                break;
            case 5:
                signals.Error.Connect((_, _) => throw new FormatException("of a receiver"));
                break;
            case 6:
                signals.Error.Connect((_, failure) => OAuthResponse.Redirect($"/sorry/{failure.Error.Code}"));
                break;
            case 7:
                signals.BeforeLogin.Connect((_, _) => throw new FormatException("of a receiver"));
                break;
            case 8:
                signals.BeforeLogin.Connect((_, _) => OAuthResponse.Text("one moment"));
                break;
        }
    }

    private static async Task<OAuthAnswer> StoreForTokenTypeAsync(AuthorizedArgs login)
    {
        var token = (await login.Session.GetTokenAsync())!;
        return OAuthAnswer.StoreFor(token.TokenType ?? "of OAuth 1", "work");
    }

    private HttpResponseMessage CreateAnswer(HttpRequestMessage request) =>
        new((HttpStatusCode)Statuses[_random.Next(Statuses.Length)])
        {
            Content = new StringContent(AnswerBodies[_random.Next(AnswerBodies.Length)]),
        };

    private static OAuthProvider Rename(OAuthProvider provider) =>
        provider is OAuth2Provider oauth2
            ? oauth2 with { Name = "other" }
            : ((OAuth1Provider)provider) with { Name = "other" };

    /// <summary>A clock that returns the time of another clock until the test makes the clock throw.</summary>
    private sealed class BreakableClock(TimeProvider real) : TimeProvider
    {
        public bool IsBroken { get; set; }

        public override DateTimeOffset GetUtcNow() => IsBroken ? throw FaultyServices.InjectedFault : real.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            real.CreateTimer(callback, state, dueTime, period);
    }
}
