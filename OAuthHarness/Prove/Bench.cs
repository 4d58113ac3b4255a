using OAuthClient;
using OAuthClient.Testing;

namespace OAuthHarness.Prove;

/// <summary>The parts of a case: a clock, a provider, stores, a client, and the same client elsewhere.</summary>
internal sealed class Bench
{
    /// <summary>How long before its end a token is refreshed.</summary>
    public static readonly TimeSpan RefreshEarly = TimeSpan.FromMinutes(14);

    private static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(20);
    private static int _users;
    private readonly List<Fall> _falls = [];

    public Bench(ProveRow row)
    {
        Protocol = row.Protocol;
        User = $"user-{Interlocked.Increment(ref _users)}";
        Clock = new(Activity);
        Provider = new()
        {
            Time = Clock.Time,
            AccessTokenLifetime = TokenLifetime,
            OAuth1TokenLifetime = TokenLifetime,
        };
        Stores = row.Stores.Open(Clock.Time);
        Client = new(this);
        Rival = new(this);
        // A provider that takes a refresh token twice loses nothing when an answer is lost. The strict one shows
        // whether a refresh token is used twice without need.
        Client.Faults.OnAnswerLost = () => Provider.RefreshTokenGrace = TokenLifetime / 2;
        Refresh = row.Client.Open(Client, this);
    }

    public Activity Activity { get; } = new();

    public CaseClock Clock { get; }

    public ProvedProtocol Protocol { get; }

    public PretendProvider Provider { get; }

    public StorePair Stores { get; }

    public SentCodes SentCodes { get; } = new();

    public OAuthUser User { get; }

    /// <summary>The account for which a receiver stores the token of a login.</summary>
    public string Account { get; set; } = TokenKey.DefaultAccount;

    /// <summary>The client that meets the faults.</summary>
    public ProvedClient Client { get; }

    /// <summary>The same client on another machine, without faults.</summary>
    public ProvedClient Rival { get; }

    /// <summary>Gets the token, and refreshes it when it has ended, in the way of the client.</summary>
    public Func<CancellationToken, ValueTask<OAuthToken?>> Refresh { get; }

    public IReadOnlyList<Fall> Falls => _falls;

    /// <summary>Whether the user has signed out on another machine.</summary>
    public bool IsSignedOut { get; set; }

    /// <summary>Whether this provider cannot renew a token whose renewal it has answered once.</summary>
    public bool IsLossAllowed => Protocol == ProvedProtocol.OAuth1 && Client.Faults.IsAnswerLost;

    /// <summary>Notes a fall if an expectation is not met.</summary>
    public void Expect(bool isMet, string expectation, object? came)
    {
        if (!isMet)
            _falls.Add(new(Client.Faults.Met, expectation, came?.ToString() ?? "nothing"));
    }

    /// <summary>Makes a call of the client that may meet faults.</summary>
    public async Task<CallResult<T>> CallAsync<T>(string name, Func<CancellationToken, ValueTask<T>> call)
    {
        using var caller = new CancellationTokenSource();
        Client.Faults.CancelCaller = caller.Cancel;
        var told = Client.Told.Count;
        var (value, exception, hasEnded) = await DriveAsync(() => call(caller.Token).AsTask());
        await Clock.PassAsync(Aftermath);
        Client.Faults.CancelCaller = null;
        var result = new CallResult<T>(value, exception, hasEnded, [.. Client.Told.Skip(told)]);
        Expect(hasEnded, $"{name} ends", result);
        return result;
    }

    /// <summary>Makes a call that should meet no fault.</summary>
    public async Task<(T? Value, Exception? Exception, bool HasEnded)> DriveAsync<T>(Func<Task<T>> call)
    {
        var running = Task.Run(call);
        if (!await Clock.DriveAsync(running))
            return (default, null, false);
        try
        {
            return (await running, null, true);
        }
        catch (Exception failure)
        {
            return (default, failure, true);
        }
    }

    /// <summary>Reads what the store holds, past all faults.</summary>
    public async Task<StoredToken?> ReadAsync(string account = TokenKey.DefaultAccount) =>
        await Stores.Tokens.GetAsync(Client.Tokens.WrittenKey with { Account = account });
}
