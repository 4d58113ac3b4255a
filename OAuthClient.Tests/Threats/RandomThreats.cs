using System.Collections.Concurrent;
using OAuthClient.Storage;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Threats;

/// <summary>Nobody guesses what a login is bound by.</summary>
public class RandomThreats
{
    private const int Logins = 100_000;

    /// <summary>The operating system's randomness, and how much of it was asked for at once.</summary>
    private sealed class Counting : OAuthRandom
    {
        public ConcurrentBag<int> Draws { get; } = [];

        public override void Fill(Span<byte> bytes)
        {
            Draws.Add(bytes.Length);
            base.Fill(bytes);
        }
    }

    /// <summary>Keeps what was saved, and nothing else.</summary>
    private sealed class Saving : IPendingDanceStore
    {
        private readonly MemoryPendingDanceStore _empty = new();

        public ConcurrentQueue<PendingDance> Saved { get; } = [];

        public ValueTask SaveAsync(PendingDance dance, CancellationToken cancellationToken = default)
        {
            Saved.Enqueue(dance);
            return default;
        }

        public ValueTask<PendingDance?> FindAsync(string handle, CancellationToken cancellationToken = default) => _empty.FindAsync(handle, cancellationToken);

        public ValueTask<bool> TakeAsync(string handle, string callback, CancellationToken cancellationToken = default) => _empty.TakeAsync(handle, callback, cancellationToken);

        public ValueTask FinishAsync(string handle, OAuthOutcome outcome, CancellationToken cancellationToken = default) => _empty.FinishAsync(handle, outcome, cancellationToken);

        public ValueTask<FinishedDance?> OutcomeAsync(string handle, CancellationToken cancellationToken = default) => _empty.OutcomeAsync(handle, cancellationToken);
    }

    [Test]
    public async Task T07_States_verifiers_and_browser_keys_of_many_logins_are_256_bits_and_never_collide()
    {
        var (store, random) = (new Saving(), new Counting());
        var dance = new OAuthDance(new PretendProvider().OAuth2, Stage.Callback, new() { PendingDances = store, Random = random, Signals = new() });
        var drawn = new HashSet<string>(StringComparer.Ordinal);
        for (var number = 0; number < Logins; number++)
            drawn.Add((await dance.BeginAsync("42")).BrowserKey.Reveal());
        drawn.UnionWith(store.Saved.Select(pending => pending.Handle));
        drawn.UnionWith(store.Saved.Select(pending => pending.Proof.Reveal()));
        AssertAll(drawn, random, Logins * 3);
    }

    [Test]
    public async Task T07_Nonces_of_many_OAuth1_requests_are_256_bits_and_never_collide()
    {
        var (random, provider) = (new Counting(), new PretendProvider());
        var nonces = new HashSet<string>(StringComparer.Ordinal);
        using var http = new Instead(provider.Handler, "/initiate", request =>
        {
            nonces.Add(request.Headers.NonValidated["Authorization"].ToString().Split("oauth_nonce=\"")[1].Split('"')[0]);
            return new() { Content = new StringContent($"oauth_token=request-{nonces.Count}&oauth_token_secret=s&oauth_callback_confirmed=true") };
        });
        var dance = new OAuthDance(provider.OAuth1, Stage.Callback, new() { PendingDances = new Saving(), Random = random, Http = http, Signals = new() });
        for (var number = 0; number < Logins; number++)
            await dance.BeginAsync("42", new() { BrowserKey = "the browser's" });
        AssertAll(nonces, random, Logins);
    }

    [Test]
    public async Task T07_A_key_that_is_almost_the_browsers_is_another_browsers([Values] Protocol protocol)
    {
        var stage = new Stage(protocol);
        var callback = await stage.ToCallbackAsync("42");
        var key = stage.Browser.Cookie.Reveal();
        foreach (var almost in new[] { key[..^1], key + "A", (key[0] == 'A' ? 'B' : 'A') + key[1..], key[..^1] + (key[^1] == 'A' ? 'B' : 'A'), key.ToUpperInvariant(), " " + key, stage.Ledger.Saved.Single().Browser })
            await stage.AssertRefusedAsync(() => stage.Dance.FinishAsync(callback, almost), Callbacks.Code(protocol, "wrong_browser"), callback);
    }

    private static void AssertAll(HashSet<string> drawn, Counting random, int count)
    {
        Assert.That(drawn, Has.Count.EqualTo(count), "never the same twice");
        Assert.That(drawn.All(text => text.Length == 43 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')), Is.True, "256 bits as base64url");
        Assert.That((random.Draws.Count, random.Draws.Distinct().Single()), Is.EqualTo((count, 32)), "each drawn whole");
    }
}
