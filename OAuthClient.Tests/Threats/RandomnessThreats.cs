using System.Collections.Concurrent;
using System.Security.Cryptography;
using OAuthClient.Storage;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Threats;

/// <summary>The random values that bind a login to one browser cannot be guessed.</summary>
public class RandomnessThreats
{
    private const int LoginCount = 100_000;

    /// <summary>The operating system's random number generator, which also records the length of each draw.</summary>
    private sealed class CountingRandom : RandomNumberGenerator
    {
        public ConcurrentBag<int> DrawLengths { get; } = [];

        public override void GetBytes(byte[] data) => GetBytes(data.AsSpan());

        public override void GetBytes(Span<byte> data)
        {
            DrawLengths.Add(data.Length);
            Fill(data);
        }
    }

    /// <summary>A pending dance store that records the dances saved to it and never finds a dance.</summary>
    private sealed class SaveOnlyStore : IPendingDanceStore
    {
        private readonly MemoryPendingDanceStore _empty = new();

        public ConcurrentQueue<PendingDance> Saved { get; } = [];

        public ValueTask SaveAsync(PendingDance dance, CancellationToken cancellationToken = default)
        {
            Saved.Enqueue(dance);
            return default;
        }

        public ValueTask<PendingDance?> FindAsync(string id, CancellationToken cancellationToken = default) =>
            _empty.FindAsync(id, cancellationToken);

        public ValueTask<bool> TakeAsync(
            string id, string callbackDigest, CancellationToken cancellationToken = default) =>
            _empty.TakeAsync(id, callbackDigest, cancellationToken);

        public ValueTask FinishAsync(string id, OAuthOutcome outcome, CancellationToken cancellationToken = default) =>
            _empty.FinishAsync(id, outcome, cancellationToken);

        public ValueTask<FinishedDance?> WaitForOutcomeAsync(
            string id, CancellationToken cancellationToken = default) =>
            _empty.WaitForOutcomeAsync(id, cancellationToken);
    }

    [Test]
    public async Task T07_States_verifiers_and_browser_keys_of_many_logins_are_256_bits_and_never_collide()
    {
        var store = new SaveOnlyStore();
        var random = new CountingRandom();
        var dance = new OAuthDance(
            new PretendProvider().OAuth2,
            DanceSetup.RedirectUri,
            new() { PendingDances = store, Random = random, Signals = new() });
        var drawn = new HashSet<string>(StringComparer.Ordinal);
        for (var number = 0; number < LoginCount; number++)
            drawn.Add((await dance.BeginAsync("42")).BrowserKey.Reveal());
        drawn.UnionWith(store.Saved.Select(pending => pending.Id));
        drawn.UnionWith(store.Saved.Select(pending => pending.TokenRequestSecret.Reveal()));
        AssertUnique256BitValues(drawn, random, LoginCount * 3);
    }

    [Test]
    public async Task T07_Nonces_of_many_OAuth1_requests_are_142_bits_as_letters_and_digits_and_never_collide()
    {
        var random = new CountingRandom();
        var provider = new PretendProvider();
        var nonces = new HashSet<string>(StringComparer.Ordinal);
        using var http = new EndpointStub(provider.Handler, "/initiate", request =>
        {
            nonces.Add(
                request.Headers.NonValidated["Authorization"].ToString().Split("oauth_nonce=\"")[1].Split('"')[0]);
            var answer = $"oauth_token=request-{nonces.Count}&oauth_token_secret=s&oauth_callback_confirmed=true";
            return new() { Content = new StringContent(answer) };
        });
        var dance = new OAuthDance(
            provider.OAuth1,
            DanceSetup.RedirectUri,
            new() { PendingDances = new SaveOnlyStore(), Random = random, Http = http, Signals = new() });
        for (var number = 0; number < LoginCount; number++)
            await dance.BeginAsync("42", new() { BrowserKey = "the browser's" });
        AssertUnique(nonces, random, LoginCount);
        // Oauthlib demands 20 to 30 letters and digits, Mastercard takes at most 24.
        Assert.That(nonces, Has.All.Match("^[A-Za-z0-9]{22,24}$"));
        AssertEvenlyDistributed(nonces);
    }

    [Test]
    public async Task T07_A_browser_key_that_differs_slightly_is_refused_as_another_browser([Values] Protocol protocol)
    {
        var setup = new DanceSetup(protocol);
        var callback = await setup.GetCallbackUrlAsync("42");
        var key = setup.Browser.Cookie.Reveal();
        string[] similarKeys =
        [
            key[..^1],
            key + "A",
            OtherLetter(key[0]) + key[1..],
            key[..^1] + OtherLetter(key[^1]),
            key.ToUpperInvariant(),
            " " + key,
            setup.Recorder.SavedDances.Single().BrowserKeyDigest,
        ];
        foreach (var similarKey in similarKeys)
        {
            await setup.AssertRefusedAsync(
                () => setup.Dance.FinishAsync(callback, similarKey),
                Callbacks.ErrorCode(protocol, "wrong_browser"),
                callback);
        }

        static char OtherLetter(char letter) => letter == 'A' ? 'B' : 'A';
    }

    private static void AssertUnique256BitValues(HashSet<string> drawn, CountingRandom random, int count)
    {
        AssertUnique(drawn, random, count);
        Assert.That(drawn, Has.All.Match("^[A-Za-z0-9_-]{43}$"), "256 bits as base64url");
    }

    // In 100,000 even draws, the count of a letter at one place is within six standard deviations of its mean.
    private static void AssertEvenlyDistributed(HashSet<string> nonces)
    {
        var mean = nonces.Count / 62.0;
        for (var place = 0; place < nonces.First().Length; place++)
        {
            var counts = nonces.CountBy(nonce => nonce[place]).ToArray();
            Assert.That(counts, Has.Length.EqualTo(62), $"place {place}");
            Assert.That(counts.Select(count => count.Value), Has.All.EqualTo(mean).Within(6 * Math.Sqrt(mean)));
        }
    }

    private static void AssertUnique(HashSet<string> drawn, CountingRandom random, int count)
    {
        Assert.That(drawn, Has.Count.EqualTo(count), "no value is drawn twice");
        Assert.That(
            (random.DrawLengths.Count, random.DrawLengths.Distinct().Single()),
            Is.EqualTo((count, 32)),
            "each value is one draw of 32 bytes");
    }
}
