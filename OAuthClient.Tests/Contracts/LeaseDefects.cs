namespace OAuthClient.Tests.Contracts;

/// <summary>Token stores with one defect each in their leases.</summary>
internal static class LeaseDefects
{
    public sealed class LostLockSwallowed(ClockedPlace place, TimeProvider time) : ClockedTokenStore(place, time)
    {
        public override async ValueTask<IAsyncDisposable> LeaseAsync(
            TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken = default)
        {
            try
            {
                using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                timeout.CancelAfter(5);
                return await base.LeaseAsync(key, lifetime, timeout.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return new Lease(this, key, new object());
            }
        }
    }

    public sealed class LifetimeFromTheWait(ClockedPlace place, TimeProvider time) : ClockedTokenStore(place, time)
    {
        public override async ValueTask<IAsyncDisposable> LeaseAsync(
            TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken = default)
        {
            var owner = new object();
            var end = Now + lifetime;
            while (!TryLease(key, owner, end))
                await Task.Delay(1, cancellationToken);
            return new Lease(this, key, owner);
        }
    }

    public sealed class OtherLifetime(ClockedPlace place, TimeProvider time, double factor)
        : ClockedTokenStore(place, time)
    {
        public override ValueTask<IAsyncDisposable> LeaseAsync(
            TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken = default) =>
            base.LeaseAsync(key, lifetime * factor, cancellationToken);
    }

    public sealed class ClockOfAnotherMachine(ClockedPlace place, TimeProvider time) : ClockedTokenStore(place, time)
    {
        protected override TimeSpan ClockTolerance => TimeSpan.Zero;
    }

    public sealed class SystemClock(ClockedPlace place, TimeProvider time) : ClockedTokenStore(place, time)
    {
        protected override DateTimeOffset Now => TimeProvider.System.GetUtcNow();
    }

    public sealed class ReleaseByAnybody(ClockedPlace place, TimeProvider time) : ClockedTokenStore(place, time)
    {
        protected override void Release(TokenKey key, object owner)
        {
            lock (Place.Leases)
                Place.Leases.Remove(key);
        }
    }

    public sealed class CancellationIgnored(ClockedPlace place, TimeProvider time) : ClockedTokenStore(place, time)
    {
        public override ValueTask<IAsyncDisposable> LeaseAsync(
            TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken = default) =>
            base.LeaseAsync(key, lifetime, CancellationToken.None);
    }

    public sealed class CanceledLeaseKept(ClockedPlace place, TimeProvider time) : ClockedTokenStore(place, time)
    {
        public override async ValueTask<IAsyncDisposable> LeaseAsync(
            TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken = default)
        {
            var lease = await base.LeaseAsync(key, lifetime, cancellationToken);
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            return lease;
        }
    }

    public sealed class OneLeaseForAll(ClockedPlace place, TimeProvider time) : ClockedTokenStore(place, time)
    {
        public override ValueTask<IAsyncDisposable> LeaseAsync(
            TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken = default) =>
            base.LeaseAsync(key with { User = OAuthUser.TheOnlyOne }, lifetime, cancellationToken);
    }

    public sealed class DeleteReleases(ClockedPlace place, TimeProvider time) : ClockedTokenStore(place, time)
    {
        public override ValueTask DeleteAsync(
            TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default)
        {
            lock (Place.Leases)
                Place.Leases.Remove(key);
            return base.DeleteAsync(key, onlyVersion, cancellationToken);
        }
    }
}
