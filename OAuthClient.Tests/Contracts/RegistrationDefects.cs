namespace OAuthClient.Tests.Contracts;

/// <summary>Registration stores with one defect each.</summary>
internal static class RegistrationDefects
{
    public sealed class WriteWithoutCondition(RegistrationPlace place, TimeProvider time)
        : ClockedRegistrationStore(place, time)
    {
        public override async ValueTask<bool> PutAsync(
            RegistrationKey key,
            ClientRegistration registration,
            long? expectedVersion,
            CancellationToken cancellationToken = default)
        {
            var current = await GetAsync(key, cancellationToken);
            return await base.PutAsync(key, registration, current?.Version, cancellationToken);
        }
    }

    public sealed class CheckedBeforeTheWrite(RegistrationPlace place, TimeProvider time)
        : ClockedRegistrationStore(place, time)
    {
        public override async ValueTask<bool> PutAsync(
            RegistrationKey key,
            ClientRegistration registration,
            long? expectedVersion,
            CancellationToken cancellationToken = default)
        {
            var current = await GetAsync(key, cancellationToken);
            if (current?.Version != expectedVersion)
                return false;
            await Task.Delay(20, cancellationToken);
            await DeleteAsync(key, null, cancellationToken);
            await base.PutAsync(key, registration, null, cancellationToken);
            return true;
        }
    }

    public sealed class DeleteOfAnyVersion(RegistrationPlace place, TimeProvider time)
        : ClockedRegistrationStore(place, time)
    {
        public override ValueTask DeleteAsync(
            RegistrationKey key, long? onlyVersion = null, CancellationToken cancellationToken = default) =>
            base.DeleteAsync(key, null, cancellationToken);
    }

    public sealed class NoDelete(RegistrationPlace place, TimeProvider time) : ClockedRegistrationStore(place, time)
    {
        public override ValueTask DeleteAsync(
            RegistrationKey key, long? onlyVersion = null, CancellationToken cancellationToken = default) => default;
    }

    public sealed class OneVersion(RegistrationPlace place, TimeProvider time) : ClockedRegistrationStore(place, time)
    {
        public override async ValueTask<StoredRegistration?> GetAsync(
            RegistrationKey key, CancellationToken cancellationToken = default) =>
            await base.GetAsync(key, cancellationToken) is { } stored ? stored with { Version = 1 } : null;

        public override async ValueTask<bool> PutAsync(
            RegistrationKey key,
            ClientRegistration registration,
            long? expectedVersion,
            CancellationToken cancellationToken = default)
        {
            var real = await base.GetAsync(key, cancellationToken);
            var version = expectedVersion is null ? null : real?.Version;
            return await base.PutAsync(key, registration, version, cancellationToken);
        }
    }

    public sealed class ForgottenField(RegistrationPlace place, TimeProvider time)
        : ClockedRegistrationStore(place, time)
    {
        public override ValueTask<bool> PutAsync(
            RegistrationKey key,
            ClientRegistration registration,
            long? expectedVersion,
            CancellationToken cancellationToken = default) =>
            base.PutAsync(key, registration with { ClientSecretExpiresAt = null }, expectedVersion, cancellationToken);
    }

    public class OtherKey(RegistrationPlace place, TimeProvider time, Func<RegistrationKey, RegistrationKey> change)
        : ClockedRegistrationStore(place, time)
    {
        public override ValueTask<StoredRegistration?> GetAsync(
            RegistrationKey key, CancellationToken cancellationToken = default) =>
            base.GetAsync(change(key), cancellationToken);

        public override ValueTask<bool> PutAsync(
            RegistrationKey key,
            ClientRegistration registration,
            long? expectedVersion,
            CancellationToken cancellationToken = default) =>
            base.PutAsync(change(key), registration, expectedVersion, cancellationToken);
    }

    public sealed class CaseBlindIssuer(RegistrationPlace place, TimeProvider time)
        : OtherKey(place, time, key => new(key.Issuer.ToUpperInvariant(), key.Client, []));

    public sealed class CaseBlindClient(RegistrationPlace place, TimeProvider time)
        : OtherKey(place, time, key => new(key.Issuer, key.Client.ToUpperInvariant(), []));

    public sealed class NoRedirectUris(RegistrationPlace place, TimeProvider time)
        : OtherKey(place, time, key => new(key.Issuer, key.Client, []));

    public sealed class JoinedKey(RegistrationPlace place, TimeProvider time)
        : OtherKey(place, time, key => new($"{key.Issuer} {key.Client} {key.RedirectUris}".TrimEnd(), "", []));

    public sealed class NoLease(RegistrationPlace place, TimeProvider time) : ClockedRegistrationStore(place, time)
    {
        public override ValueTask<IAsyncDisposable> LeaseAsync(
            RegistrationKey key, TimeSpan lifetime, CancellationToken cancellationToken = default) =>
            base.LeaseAsync(new($"{Guid.CreateVersion7()}", "", []), lifetime, cancellationToken);
    }

    public sealed class OneLeaseForAll(RegistrationPlace place, TimeProvider time)
        : ClockedRegistrationStore(place, time)
    {
        public override ValueTask<IAsyncDisposable> LeaseAsync(
            RegistrationKey key, TimeSpan lifetime, CancellationToken cancellationToken = default) =>
            base.LeaseAsync(new("", "", []), lifetime, cancellationToken);
    }

    public sealed class ReleaseByAnybody(RegistrationPlace place, TimeProvider time)
        : ClockedRegistrationStore(place, time)
    {
        protected override void Release(RegistrationKey key, object owner)
        {
            lock (Place.Leases)
                Place.Leases.Remove(key);
        }
    }

    public sealed class DeleteReleases(RegistrationPlace place, TimeProvider time)
        : ClockedRegistrationStore(place, time)
    {
        public override ValueTask DeleteAsync(
            RegistrationKey key, long? onlyVersion = null, CancellationToken cancellationToken = default)
        {
            lock (Place.Leases)
                Place.Leases.Remove(key);
            return base.DeleteAsync(key, onlyVersion, cancellationToken);
        }
    }

    public sealed class CancellationIgnored(RegistrationPlace place, TimeProvider time)
        : ClockedRegistrationStore(place, time)
    {
        public override ValueTask<IAsyncDisposable> LeaseAsync(
            RegistrationKey key, TimeSpan lifetime, CancellationToken cancellationToken = default) =>
            base.LeaseAsync(key, lifetime, CancellationToken.None);
    }

    public sealed class EndlessLease(RegistrationPlace place, TimeProvider time)
        : ClockedRegistrationStore(place, time)
    {
        public override ValueTask<IAsyncDisposable> LeaseAsync(
            RegistrationKey key, TimeSpan lifetime, CancellationToken cancellationToken = default) =>
            base.LeaseAsync(key, 1000 * lifetime, cancellationToken);
    }
}
