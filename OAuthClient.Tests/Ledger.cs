using System.Collections.Concurrent;

namespace OAuthClient.Tests;

/// <summary>
/// What the two stores of a stage hold, to the byte, written down by stores around them: only what the store inside has done without
/// throwing is written.
/// </summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<string, string> _tokens = new();
    private readonly ConcurrentDictionary<string, string> _pending = new();
    private readonly ConcurrentDictionary<string, string> _taken = new();

    /// <summary>Every dance that was ever kept.</summary>
    public ConcurrentQueue<PendingDance> Saved { get; } = [];

    /// <summary>Every token that was ever kept.</summary>
    public ConcurrentQueue<OAuthToken> Put { get; } = [];

    /// <summary>The token store, one line a token.</summary>
    public string Tokens => Lines(_tokens);

    /// <summary>The dances as they were begun, one line each.</summary>
    public string Pending => Lines(_pending);

    /// <summary>Which of them are taken, by which callback, and what came of it.</summary>
    public string Taken => Lines(_taken);

    public ITokenStore Around(ITokenStore real) => new TokenLedger(this, real);

    public IPendingDanceStore Around(IPendingDanceStore real) => new PendingLedger(this, real);

    private static string Lines(ConcurrentDictionary<string, string> entries) =>
        string.Join('\n', entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key} {entry.Value}"));

    private static string Line(OAuthToken token) =>
        $"{token.AccessToken.Reveal()} {token.TokenSecret.Reveal()} {token.RefreshToken.Reveal()} {token} {string.Join(' ', token.Fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}={field.Value.Reveal()}"))}";

    private static string Line(PendingDance dance) =>
        $"{dance.Provider} {dance.ClientId} {dance.Scope} {dance.RedirectUri} {dance.Proof.Reveal()} {dance.Browser} {dance.User} {dance.ReturnUrl} {dance.CreatedAt:O} {dance.ExpiresAt:O}";

    private sealed class TokenLedger(Ledger ledger, ITokenStore real) : ITokenStore
    {
        public ValueTask<StoredToken?> GetAsync(TokenKey key, CancellationToken cancellationToken = default) => real.GetAsync(key, cancellationToken);

        public async ValueTask<bool> PutAsync(TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default)
        {
            if (!await real.PutAsync(key, token, expectedVersion, cancellationToken))
                return false;
            ledger.Put.Enqueue(token);
            ledger._tokens[key.ToString()] = Line(token);
            return true;
        }

        public async ValueTask DeleteAsync(TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default)
        {
            await real.DeleteAsync(key, onlyVersion, cancellationToken);
            if (await real.GetAsync(key, cancellationToken) is null)
                ledger._tokens.TryRemove(key.ToString(), out _);
        }

        public ValueTask<IAsyncDisposable> LeaseAsync(TokenKey key, TimeSpan lapse, CancellationToken cancellationToken = default) => real.LeaseAsync(key, lapse, cancellationToken);
    }

    private sealed class PendingLedger(Ledger ledger, IPendingDanceStore real) : IPendingDanceStore
    {
        public async ValueTask SaveAsync(PendingDance dance, CancellationToken cancellationToken = default)
        {
            await real.SaveAsync(dance, cancellationToken);
            ledger.Saved.Enqueue(dance);
            ledger._pending[dance.Handle] = Line(dance);
        }

        public ValueTask<PendingDance?> FindAsync(string handle, CancellationToken cancellationToken = default) => real.FindAsync(handle, cancellationToken);

        public async ValueTask<bool> TakeAsync(string handle, string callback, CancellationToken cancellationToken = default)
        {
            if (!await real.TakeAsync(handle, callback, cancellationToken))
                return false;
            ledger._taken[handle] = $"by {callback}";
            return true;
        }

        public async ValueTask FinishAsync(string handle, OAuthOutcome outcome, CancellationToken cancellationToken = default)
        {
            await real.FinishAsync(handle, outcome, cancellationToken);
            ledger._taken[handle] += $": {outcome} {outcome.Error}".ReplaceLineEndings(" ");
        }

        public ValueTask<FinishedDance?> OutcomeAsync(string handle, CancellationToken cancellationToken = default) => real.OutcomeAsync(handle, cancellationToken);
    }
}
