using System.Security.Cryptography;
using OAuthClient.OAuth2;

namespace OAuthClient.Tests.Fuzz;

/// <summary>
/// Services of a host that fail: stores with one failing method, a random number generator and a client authentication.
/// </summary>
internal static class FaultyServices
{
    public static readonly InvalidOperationException InjectedFault = new("the database is down");

    public static bool IsInjected(Exception? exception) => exception == InjectedFault;

    public static ITokenStore Tokens(ITokenStore real, int failing) => new TokenStore(real, failing);

    public static IPendingDanceStore Pending(IPendingDanceStore real, int failing) => new PendingStore(real, failing);

    private static ValueTask<T> FailedTask<T>() => ValueTask.FromException<T>(InjectedFault);

    private sealed class TokenStore(ITokenStore real, int failing) : ITokenStore
    {
        public ValueTask<StoredToken?> GetAsync(TokenKey key, CancellationToken cancellationToken = default) =>
            failing == 0 ? throw InjectedFault : real.GetAsync(key, cancellationToken);

        public ValueTask<bool> PutAsync(
            TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default) =>
            failing switch
            {
                1 => FailedTask<bool>(),
                2 => ValueTask.FromResult(false),
                _ => real.PutAsync(key, token, expectedVersion, cancellationToken),
            };

        public ValueTask DeleteAsync(
            TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default) =>
            real.DeleteAsync(key, onlyVersion, cancellationToken);

        public ValueTask<IAsyncDisposable> LeaseAsync(
            TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken = default) =>
            real.LeaseAsync(key, lifetime, cancellationToken);
    }

    private sealed class PendingStore(IPendingDanceStore real, int failing) : IPendingDanceStore
    {
        public ValueTask SaveAsync(PendingDance dance, CancellationToken cancellationToken = default) =>
            failing == 0 ? throw InjectedFault : real.SaveAsync(dance, cancellationToken);

        public ValueTask<PendingDance?> FindAsync(string id, CancellationToken cancellationToken = default) =>
            failing == 1 ? throw new OperationCanceledException() : real.FindAsync(id, cancellationToken);

        public ValueTask<bool> TakeAsync(
            string id, string callbackDigest, CancellationToken cancellationToken = default) =>
            failing == 2 ? FailedTask<bool>() : real.TakeAsync(id, callbackDigest, cancellationToken);

        public ValueTask FinishAsync(string id, OAuthOutcome outcome, CancellationToken cancellationToken = default) =>
            failing == 3 ? throw InjectedFault : real.FinishAsync(id, outcome, cancellationToken);

        public ValueTask<FinishedDance?> WaitForOutcomeAsync(
            string id, CancellationToken cancellationToken = default) =>
            failing == 4 ? FailedTask<FinishedDance?>() : real.WaitForOutcomeAsync(id, cancellationToken);
    }

    /// <summary>A random number generator that throws.</summary>
    public sealed class FaultyRandom : RandomNumberGenerator
    {
        public override void GetBytes(byte[] data) => throw InjectedFault;

        public override void GetBytes(Span<byte> data) => throw InjectedFault;
    }

    /// <summary>A client authentication that throws, adds an invalid header, or authenticates in two ways.</summary>
    public sealed class FaultyAuthentication(int fault) : ClientAuthentication
    {
        public override string Name => "faulty";

        public override ValueTask AuthenticateAsync(ClientRequest request, CancellationToken cancellationToken)
        {
            if (fault == 0)
                throw InjectedFault;
            if (fault == 1)
                throw new OperationCanceledException();
            request.Authorize("Bearer", fault == 2 ? "a\nb" : "assertion");
            request.Add("client_secret", "twice");
            return default;
        }
    }
}
