using Microsoft.Extensions.Time.Testing;
using OAuthClient.OAuth2;
using OAuthClient.Storage;
using Signals;

namespace OAuthClient.Tests.Refresh;

/// <summary>Ten thousand lives of a token at providers that behave at random, from seeds.</summary>
public class RandomProviderTests
{
    private const int Lives = 10_000;
    private const int Calls = 15;
    private static readonly TokenKey Key = new("random https://random.example", "client", "42", TokenKey.DefaultAccount);

    private sealed class Tally
    {
        public int Killed { get; set; }

        public int Lost { get; set; }

        public int Ended { get; set; }

        public List<string> Faults { get; } = [];
    }

    [Test]
    public async Task No_token_is_lost_or_sent_twice_at_ten_thousand_random_providers_and_each_death_is_told_once()
    {
        var tally = new Tally();
        for (var seed = 0; seed < Lives; seed++)
            await LiveAsync(seed, tally);
        await TestContext.Out.WriteLineAsync(
            $"{tally.Ended} logins ended by the provider; {tally.Killed} processes killed between answer and write, "
            + $"of which {tally.Lost} lost their login");
        Assert.That(tally.Faults, Is.Empty);
        Assert.That(tally.Ended, Is.GreaterThan(Lives / 10));
    }

    private static async Task LiveAsync(int seed, Tally tally)
    {
        var random = new Random(seed);
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var grace = random.Next(2) == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(30);
        using var provider = new RandomProvider(random, time, grace);
        var clock = new SteppingClock(time);
        var life = new Life(provider, random, clock, grace);
        await life.Tokens.PutAsync(Key, FirstToken(time), null);
        for (var call = 0; call < Calls && !life.IsOver; call++)
        {
            await life.CallAsync();
            Step(random, time, clock);
            Judge(seed, life, await life.Tokens.GetAsync(Key), tally);
        }
        tally.Faults.AddRange(provider.Faults.Select(fault => $"seed {seed}: {fault}"));
        tally.Killed += life.KillCount;
    }

    private static void Judge(int seed, Life life, StoredToken? stored, Tally tally)
    {
        if (stored is not null)
        {
            if (life.Provider.IsDeathStated)
                tally.Faults.Add($"seed {seed}: a stated death did not end the login");
            return;
        }
        life.IsOver = true;
        tally.Ended++;
        if (life.DeathCount != 1)
            tally.Faults.Add($"seed {seed}: a death was told {life.DeathCount} times");
        if (life.Provider.IsDead)
            return;
        // The provider never accepts a refresh token that a killed process, or a lost answer, has spent.
        if (life.Provider.Accepts(life.LastRefreshToken))
            tally.Faults.Add($"seed {seed}: a token was ended that the provider would have refreshed");
        else
            tally.Lost += life.KillCount > 0 ? 1 : 0;
    }

    // Time passes; and now and then the clock of the client is set eight hours forward, back, or right.
    private static void Step(Random random, FakeTimeProvider time, SteppingClock clock)
    {
        time.Advance(TimeSpan.FromSeconds(random.GetItems([0, 1, 5, 20, 60, 300, 700], 1)[0]));
        if (random.Next(10) == 0)
            clock.Offset = TimeSpan.FromHours(random.GetItems([-8, 0, 8], 1)[0]);
    }

    private static OAuthToken FirstToken(TimeProvider time) => new()
    {
        AccessToken = "access-0",
        RefreshToken = "refresh-0",
        TokenType = "Bearer",
        ReceivedAt = time.GetUtcNow(),
        ExpiresAt = time.GetUtcNow() + TimeSpan.FromMinutes(10),
    };

    /// <summary>
    /// The store as one process sees it. The process is killed now and then, between an answer and its write: from then
    /// on nothing of it reaches the store.
    /// </summary>
    private sealed class ProcessStore(MemoryTokenStore real, Random random) : ITokenStore
    {
        public bool IsKilled { get; private set; }

        public ValueTask<StoredToken?> GetAsync(TokenKey key, CancellationToken cancellationToken = default) =>
            real.GetAsync(key, cancellationToken);

        public ValueTask<bool> PutAsync(
            TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default)
        {
            IsKilled |= random.Next(100) == 0;
            return IsKilled
                ? throw new IOException("The process is killed.")
                : real.PutAsync(key, token, expectedVersion, cancellationToken);
        }

        public ValueTask DeleteAsync(
            TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default) =>
            IsKilled
                ? throw new IOException("The process is killed.")
                : real.DeleteAsync(key, onlyVersion, cancellationToken);

        public ValueTask<IAsyncDisposable> LeaseAsync(
            TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken = default) =>
            new(new NoLease());
    }

    // The leases of killed processes end by themselves; the providers see overlaps.
    private sealed class NoLease : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => default;
    }

    /// <summary>The clock of the client, which can be wrong; time passes as at the provider.</summary>
    private sealed class SteppingClock(TimeProvider real) : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override long TimestampFrequency => real.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => real.GetUtcNow() + Offset;

        public override long GetTimestamp() => real.GetTimestamp();

        public override ITimer CreateTimer(
            TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            real.CreateTimer(callback, state, dueTime, period);
    }

    private sealed class Life
    {
        private readonly Random _random;
        private readonly TimeProvider _time;
        private readonly TimeSpan _grace;
        private ProcessStore _store;
        private OAuthDance _dance;

        public Life(RandomProvider provider, Random random, TimeProvider time, TimeSpan grace)
        {
            Provider = provider;
            _random = random;
            _time = time;
            _grace = grace;
            _store = new(Tokens, random);
            _dance = CreateDance();
        }

        public RandomProvider Provider { get; }

        public MemoryTokenStore Tokens { get; } = new();

        public int KillCount { get; private set; }

        public bool IsOver { get; set; }

        public int DeathCount { get; private set; }

        public string LastRefreshToken { get; private set; } = "refresh-0";

        /// <summary>
        /// Gets the token as a call does, or forces a refresh; then replaces a process that was killed.
        /// </summary>
        public async Task CallAsync()
        {
            LastRefreshToken = (await Tokens.GetAsync(Key))!.Token.RefreshToken.Reveal();
            var session = _dance.Session("42");
            try
            {
                if (_random.Next(10) == 0)
                    await session.RefreshAsync();
                else
                    await session.GetTokenAsync();
            }
            catch (OAuthException) { }
            if (!_store.IsKilled)
                return;
            KillCount++;
            Provider.ForgetAnswers();
            _store = new(Tokens, _random);
            _dance = CreateDance();
        }

        private OAuthDance CreateDance()
        {
            var dance = new OAuthDance(CreateProvider(), DanceSetup.RedirectUri, new()
            {
                Http = Provider,
                Tokens = _store,
                Time = _time,
                Signals = new SignalRegistry(strict: false),
            });
            dance.Signals.Error.Connect((_, args) =>
                DeathCount += args.Error.Code == OAuthErrorCode.RefreshRejected ? 1 : 0);
            return dance;
        }

        private OAuth2Provider CreateProvider() => new()
        {
            Name = "random",
            ClientId = "client",
            AuthorizationEndpoint = "https://random.example/authorize",
            TokenEndpoint = "https://random.example/token",
            Refresh = new() { ReplayWindow = _grace },
        };
    }
}
