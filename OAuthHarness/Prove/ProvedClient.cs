using System.Collections.Concurrent;
using OAuthClient;
using OAuthClient.Http;
using Signals;

namespace OAuthHarness.Prove;

/// <summary>A client on a machine: a dance, whose stores, provider and classes can fail, and its receivers.</summary>
internal sealed class ProvedClient
{
    private readonly ConcurrentQueue<OAuthError> _told = new();
    private readonly Bench _bench;

    public ProvedClient(Bench bench)
    {
        _bench = bench;
        Faults = new(bench.Clock.Time, bench.Activity);
        Tokens = new(bench.Stores.Tokens, Faults, bench.Clock.Time);
        Http = new(bench.Provider.Handler, Faults, bench.SentCodes);
        Dance = new(CreateProvider(), "https://app.example/callback", new()
        {
            Tokens = Tokens,
            PendingDances = new FaultyPendingDanceStore(bench.Stores.PendingDances, Faults),
            Http = Http,
            Signals = new SignalRegistry(),
            Time = bench.Clock.Time,
            RefreshEarly = Bench.RefreshEarly,
        });
        Connect(Dance.Signals);
    }

    public Faults Faults { get; }

    public FaultyTokenStore Tokens { get; }

    public FaultyHandler Http { get; }

    public OAuthDance Dance { get; }

    /// <summary>The errors that <c>oauth_error</c> told so far.</summary>
    public IReadOnlyList<OAuthError> Told => [.. _told];

    /// <summary>Tells an error, as a receiver of <c>oauth_error</c> hears it.</summary>
    public void Tell(OAuthError error) => _told.Enqueue(error);

    /// <summary>Calls the API with the stored token.</summary>
    /// <returns>The status of the answer.</returns>
    public async Task<int> CallApiAsync(OAuthUser user, string account)
    {
        using var http = new HttpClient(new OAuthHandler(Dance.Session(user, account)));
        using var answer = await http.GetAsync(new Uri(new Uri(Dance.Provider.ApiBaseUrl!), "me"));
        return (int)answer.StatusCode;
    }

    private OAuthProvider CreateProvider() => _bench.Protocol == ProvedProtocol.OAuth1
        ? _bench.Provider.OAuth1 with { SignatureMethod = new FaultySignature(Faults) }
        : _bench.Provider.OAuth2 with
        {
            Scopes = ["profile"],
            ClientAuthentication = new FaultyAuthentication(Faults),
            Extensions = [new FaultyExtension(Faults)],
        };

    private void Connect(DanceSignals signals)
    {
        signals.BeforeLogin.Connect(async (_, _) => await ReceiveAsync(OAuthSignals.BeforeLoginName));
        signals.Authorized.Connect(async (_, _) =>
        {
            await ReceiveAsync(OAuthSignals.AuthorizedName);
            return OAuthAnswer.StoreFor(_bench.User, _bench.Account);
        });
        signals.Error.Connect((_, failure) => Tell(failure.Error));
        signals.Error.Connect(async (_, _) => await ReceiveAsync(OAuthSignals.ErrorName));
        signals.TokenRefreshed.Connect(async (_, _) =>
            await Faults.RunAsync(OAuthSignals.TokenRefreshedName, () => Task.CompletedTask));
    }

    private Task ReceiveAsync(string signal) =>
        Faults.RunAsync(signal, () => Task.CompletedTask, FaultKinds.OfAnswers);
}
