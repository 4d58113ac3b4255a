using System.Collections.Concurrent;

namespace OAuthClient.Tests;

/// <summary>
/// What the two stores of a setup hold, to the byte, written down by stores around them: only what the store inside has
/// done without
/// throwing is written.
/// </summary>
internal sealed class StoreRecorder
{
    private readonly ConcurrentDictionary<string, string> _tokens = new();
    private readonly ConcurrentDictionary<string, string> _pending = new();
    private readonly ConcurrentDictionary<string, string> _taken = new();

    /// <summary>Every dance that was ever kept.</summary>
    public ConcurrentQueue<PendingDance> SavedDances { get; } = [];

    /// <summary>Every token that was ever kept.</summary>
    public ConcurrentQueue<OAuthToken> StoredTokens { get; } = [];

    /// <summary>The token store, one line a token.</summary>
    public string TokenLines => Join(_tokens);

    /// <summary>The dances as they were begun, one line each.</summary>
    public string PendingLines => Join(_pending);

    /// <summary>Which of them are taken, by which callback, and what came of it.</summary>
    public string TakenLines => Join(_taken);

    public ITokenStore Wrap(ITokenStore real) => new RecordingTokenStore(this, real);

    public IPendingDanceStore Wrap(IPendingDanceStore real) => new RecordingPendingDanceStore(this, real);

    private static string Join(ConcurrentDictionary<string, string> entries) =>
        string.Join(
            '\n',
            entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key} {entry.Value}"));

    private static string Format(OAuthToken token) =>
        $"{token.AccessToken.Reveal()} {token.TokenSecret.Reveal()} {token.RefreshToken.Reveal()} {token} {string.Join(
            ' ',
            token.Fields
                .OrderBy(field => field.Key, StringComparer.Ordinal)
                .Select(field => $"{field.Key}={field.Value.Reveal()}"))}";

    private static string Format(PendingDance dance) =>
        $"{dance.Provider} {dance.ClientId} {dance.Scope} {dance.RedirectUri} {dance.TokenRequestSecret.Reveal()} {dance.BrowserKeyDigest} {dance.User} {dance.ReturnUrl} {dance.CreatedAt:O} {dance.ExpiresAt:O}";

    private sealed class RecordingTokenStore(StoreRecorder ledger, ITokenStore real) : ITokenStore
    {
        public ValueTask<StoredToken?> GetAsync(TokenKey key, CancellationToken cancellationToken = default) =>
            real.GetAsync(key, cancellationToken);

        public async ValueTask<bool> PutAsync(
            TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default)
        {
            if (!await real.PutAsync(key, token, expectedVersion, cancellationToken))
                return false;
            ledger.StoredTokens.Enqueue(token);
            ledger._tokens[key.ToString()] = Format(token);
            return true;
        }

        public async ValueTask DeleteAsync(
            TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default)
        {
            await real.DeleteAsync(key, onlyVersion, cancellationToken);
            if (await real.GetAsync(key, cancellationToken) is null)
                ledger._tokens.TryRemove(key.ToString(), out _);
        }

        public ValueTask<IAsyncDisposable> LeaseAsync(
            TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken = default) =>
            real.LeaseAsync(key, lifetime, cancellationToken);
    }

    private sealed class RecordingPendingDanceStore(StoreRecorder ledger, IPendingDanceStore real) : IPendingDanceStore
    {
        public async ValueTask SaveAsync(PendingDance dance, CancellationToken cancellationToken = default)
        {
            await real.SaveAsync(dance, cancellationToken);
            ledger.SavedDances.Enqueue(dance);
            ledger._pending[dance.Id] = Format(dance);
        }

        public ValueTask<PendingDance?> FindAsync(string id, CancellationToken cancellationToken = default) =>
            real.FindAsync(id, cancellationToken);

        public async ValueTask<bool> TakeAsync(
            string id, string callbackDigest, CancellationToken cancellationToken = default)
        {
            if (!await real.TakeAsync(id, callbackDigest, cancellationToken))
                return false;
            ledger._taken[id] = $"by {callbackDigest}";
            return true;
        }

        public async ValueTask FinishAsync(
            string id, OAuthOutcome outcome, CancellationToken cancellationToken = default)
        {
            await real.FinishAsync(id, outcome, cancellationToken);
            ledger._taken[id] += $": {outcome} {outcome.Error}".ReplaceLineEndings(" ");
        }

        public ValueTask<FinishedDance?> WaitForOutcomeAsync(
            string id, CancellationToken cancellationToken = default) =>
            real.WaitForOutcomeAsync(id, cancellationToken);
    }
}
