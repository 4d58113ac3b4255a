using OAuthClient.OAuth2;

namespace OAuthClient.Tests.Fuzz;

/// <summary>What a host may give a dance, each failing at one of its calls, at once or later.</summary>
internal static class FaultyStores
{
    public static readonly InvalidOperationException Down = new("the database is down");

    public static bool IsOurs(Exception? exception) => exception == Down;

    public static ITokenStore Tokens(ITokenStore real, int failing) => new TokenStore(real, failing);

    public static IPendingDanceStore Pending(IPendingDanceStore real, int failing) => new PendingStore(real, failing);

    private static ValueTask<T> Later<T>() => ValueTask.FromException<T>(Down);

    private sealed class TokenStore(ITokenStore real, int failing) : ITokenStore
    {
        public ValueTask<StoredToken?> GetAsync(TokenKey key, CancellationToken cancellationToken = default) => failing == 0 ? throw Down : real.GetAsync(key, cancellationToken);

        public ValueTask<bool> PutAsync(TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default) =>
            failing == 1 ? Later<bool>() : failing == 2 ? ValueTask.FromResult(false) : real.PutAsync(key, token, expectedVersion, cancellationToken);

        public ValueTask DeleteAsync(TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default) => real.DeleteAsync(key, onlyVersion, cancellationToken);

        public ValueTask<IAsyncDisposable> LeaseAsync(TokenKey key, TimeSpan lapse, CancellationToken cancellationToken = default) => real.LeaseAsync(key, lapse, cancellationToken);
    }

    private sealed class PendingStore(IPendingDanceStore real, int failing) : IPendingDanceStore
    {
        public ValueTask SaveAsync(PendingDance dance, CancellationToken cancellationToken = default) => failing == 0 ? throw Down : real.SaveAsync(dance, cancellationToken);

        public ValueTask<PendingDance?> FindAsync(string handle, CancellationToken cancellationToken = default) => failing == 1 ? throw new OperationCanceledException() : real.FindAsync(handle, cancellationToken);

        public ValueTask<bool> TakeAsync(string handle, string callback, CancellationToken cancellationToken = default) => failing == 2 ? Later<bool>() : real.TakeAsync(handle, callback, cancellationToken);

        public ValueTask FinishAsync(string handle, OAuthOutcome outcome, CancellationToken cancellationToken = default) => failing == 3 ? throw Down : real.FinishAsync(handle, outcome, cancellationToken);

        public ValueTask<FinishedDance?> OutcomeAsync(string handle, CancellationToken cancellationToken = default) => failing == 4 ? Later<FinishedDance?>() : real.OutcomeAsync(handle, cancellationToken);
    }

    /// <summary>A source that runs dry.</summary>
    public sealed class Randomness : OAuthRandom
    {
        public override void Fill(Span<byte> bytes) => throw Down;
    }

    /// <summary>A client authentication of the host's own that does it wrong.</summary>
    public sealed class Authentication(int how) : ClientAuthentication
    {
        public override string Name => "faulty";

        public override ValueTask AuthenticateAsync(ClientRequest request, CancellationToken cancellationToken)
        {
            if (how == 0)
                throw Down;
            if (how == 1)
                throw new OperationCanceledException();
            request.Authorize("Bearer", how == 2 ? "a\nb" : "assertion");
            request.Add("client_secret", "twice");
            return default;
        }
    }
}
