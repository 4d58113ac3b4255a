using System.Collections.Concurrent;

namespace OAuthClient.Tests;

/// <summary>
/// Records the content of a token store and of a pending dance store, to the byte, by wrapping both stores. A call is
/// recorded only when the wrapped store has completed the call without throwing.
/// </summary>
internal sealed class StoreRecorder
{
    private readonly ConcurrentDictionary<string, string> _tokens = new();
    private readonly ConcurrentDictionary<string, string> _pending = new();
    private readonly ConcurrentDictionary<string, string> _taken = new();

    /// <summary>Every pending dance that was saved, in the order of saving.</summary>
    public ConcurrentQueue<PendingDance> SavedDances { get; } = [];

    /// <summary>
    /// Every token that was stored, in the order of storing, including tokens replaced or deleted since.
    /// </summary>
    public ConcurrentQueue<OAuthToken> StoredTokens { get; } = [];

    /// <summary>The tokens that the store holds now, one per line.</summary>
    public string TokenLines => Join(_tokens);

    /// <summary>The fields of every pending dance that was saved, one dance per line.</summary>
    public string PendingLines => Join(_pending);

    /// <summary>
    /// The pending dances that were taken from the store, one per line, each with its callback and outcome.
    /// </summary>
    public string TakenLines => Join(_taken);

    public ITokenStore Wrap(ITokenStore real) => new RecordingTokenStore(this, real);

    public IPendingDanceStore Wrap(IPendingDanceStore real) => new RecordingPendingDanceStore(this, real);

    private static string Join(ConcurrentDictionary<string, string> entries) =>
        string.Join(
            '\n',
            entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key} {entry.Value}"));

    private static string Format(OAuthToken token) =>
        string.Join(' ', new[] { token.AccessToken, token.TokenSecret, token.RefreshToken }
            .Select(secret => secret.Reveal())
            .Append(token.ToString())
            .Concat(token.Fields
                .OrderBy(field => field.Key, StringComparer.Ordinal)
                .Select(field => $"{field.Key}={field.Value.Reveal()}")));

    private static string Format(PendingDance dance) =>
        $"{dance.Provider} {dance.ClientId} {dance.Scope} {dance.RedirectUri} {dance.TokenRequestSecret.Reveal()} "
        + $"{dance.BrowserKeyDigest} {dance.User} {dance.ReturnUrl} {dance.CreatedAt:O} {dance.ExpiresAt:O}";

    private sealed class RecordingTokenStore(StoreRecorder recorder, ITokenStore real) : ITokenStore
    {
        public ValueTask<StoredToken?> GetAsync(TokenKey key, CancellationToken cancellationToken = default) =>
            real.GetAsync(key, cancellationToken);

        public async ValueTask<bool> PutAsync(
            TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default)
        {
            if (!await real.PutAsync(key, token, expectedVersion, cancellationToken))
                return false;
            recorder.StoredTokens.Enqueue(token);
            recorder._tokens[key.ToString()] = Format(token);
            return true;
        }

        public async ValueTask DeleteAsync(
            TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default)
        {
            await real.DeleteAsync(key, onlyVersion, cancellationToken);
            if (await real.GetAsync(key, cancellationToken) is null)
                recorder._tokens.TryRemove(key.ToString(), out _);
        }

        public ValueTask<IAsyncDisposable> LeaseAsync(
            TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken = default) =>
            real.LeaseAsync(key, lifetime, cancellationToken);
    }

    private sealed class RecordingPendingDanceStore(StoreRecorder recorder, IPendingDanceStore real)
        : IPendingDanceStore
    {
        public async ValueTask SaveAsync(PendingDance dance, CancellationToken cancellationToken = default)
        {
            await real.SaveAsync(dance, cancellationToken);
            recorder.SavedDances.Enqueue(dance);
            recorder._pending[dance.Id] = Format(dance);
        }

        public ValueTask<PendingDance?> FindAsync(string id, CancellationToken cancellationToken = default) =>
            real.FindAsync(id, cancellationToken);

        public async ValueTask<bool> TakeAsync(
            string id, string callbackDigest, CancellationToken cancellationToken = default)
        {
            if (!await real.TakeAsync(id, callbackDigest, cancellationToken))
                return false;
            recorder._taken[id] = $"by {callbackDigest}";
            return true;
        }

        public async ValueTask FinishAsync(
            string id, OAuthOutcome outcome, CancellationToken cancellationToken = default)
        {
            await real.FinishAsync(id, outcome, cancellationToken);
            recorder._taken[id] += $": {outcome} {outcome.Error}".ReplaceLineEndings(" ");
        }

        public ValueTask<FinishedDance?> WaitForOutcomeAsync(
            string id, CancellationToken cancellationToken = default) =>
            real.WaitForOutcomeAsync(id, cancellationToken);
    }
}
