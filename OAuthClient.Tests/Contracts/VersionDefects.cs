using System.Collections.Concurrent;

namespace OAuthClient.Tests.Contracts;

/// <summary>Token stores with one defect each in their reads, writes or deletes.</summary>
internal static class VersionDefects
{
    public sealed class ComparedWithItself(ClockedPlace place, TimeProvider time) : ClockedTokenStore(place, time)
    {
        public override async ValueTask<bool> PutAsync(
            TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default)
        {
            var current = await GetAsync(key, cancellationToken);
            var version = expectedVersion is null ? null : current?.Version;
            return await base.PutAsync(key, token, version, cancellationToken);
        }
    }

    public sealed class WriteWithoutCondition(ClockedPlace place, TimeProvider time) : ClockedTokenStore(place, time)
    {
        public override async ValueTask<bool> PutAsync(
            TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default)
        {
            var current = await GetAsync(key, cancellationToken);
            return await base.PutAsync(key, token, current?.Version, cancellationToken);
        }
    }

    public sealed class CheckedBeforeTheWrite(ClockedPlace place, TimeProvider time) : ClockedTokenStore(place, time)
    {
        public override async ValueTask<bool> PutAsync(
            TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default)
        {
            var current = await GetAsync(key, cancellationToken);
            if (current?.Version != expectedVersion)
                return false;
            await Task.Delay(20, cancellationToken);
            await DeleteAsync(key, null, cancellationToken);
            await base.PutAsync(key, token, null, cancellationToken);
            return true;
        }
    }

    public sealed class RefusedWriteDeletes(ClockedPlace place, TimeProvider time) : ClockedTokenStore(place, time)
    {
        public override async ValueTask<bool> PutAsync(
            TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default)
        {
            if (await base.PutAsync(key, token, expectedVersion, cancellationToken))
                return true;
            await DeleteAsync(key, null, cancellationToken);
            return false;
        }
    }

    public sealed class VersionByContent(ClockedPlace place, TimeProvider time) : ClockedTokenStore(place, time)
    {
        public override async ValueTask<StoredToken?> GetAsync(
            TokenKey key, CancellationToken cancellationToken = default)
        {
            var stored = await base.GetAsync(key, cancellationToken);
            return stored is null ? null : stored with { Version = stored.Token.AccessToken.Reveal().Length };
        }

        public override async ValueTask<bool> PutAsync(
            TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default)
        {
            var current = await GetAsync(key, cancellationToken);
            if (current?.Version != expectedVersion)
                return false;
            var real = await base.GetAsync(key, cancellationToken);
            return await base.PutAsync(key, token, real?.Version, cancellationToken);
        }
    }

    public sealed class VersionCountedFromOne(ClockedPlace place, TimeProvider time) : ClockedTokenStore(place, time)
    {
        private readonly ConcurrentDictionary<TokenKey, long> _before = new();

        public override async ValueTask<StoredToken?> GetAsync(
            TokenKey key, CancellationToken cancellationToken = default)
        {
            var stored = await base.GetAsync(key, cancellationToken);
            return stored is null ? null : stored with { Version = stored.Version - _before.GetValueOrDefault(key) };
        }

        public override async ValueTask DeleteAsync(
            TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default)
        {
            var stored = await base.GetAsync(key, cancellationToken);
            await base.DeleteAsync(key, null, cancellationToken);
            _before[key] = stored?.Version ?? 0;
        }
    }

    public sealed class DeleteOfAnyVersion(ClockedPlace place, TimeProvider time) : ClockedTokenStore(place, time)
    {
        public override ValueTask DeleteAsync(
            TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default) =>
            base.DeleteAsync(key, null, cancellationToken);
    }

    public sealed class ReadBehindACache(ClockedPlace place, TimeProvider time) : ClockedTokenStore(place, time)
    {
        private readonly ConcurrentDictionary<TokenKey, StoredToken> _cache = new();

        public override async ValueTask<StoredToken?> GetAsync(
            TokenKey key, CancellationToken cancellationToken = default)
        {
            if (_cache.TryGetValue(key, out var cached))
                return cached;
            var stored = await base.GetAsync(key, cancellationToken);
            if (stored is not null)
                _cache[key] = stored;
            return stored;
        }

        public override ValueTask<bool> PutAsync(
            TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default)
        {
            _cache.TryRemove(key, out _);
            return base.PutAsync(key, token, expectedVersion, cancellationToken);
        }

        public override ValueTask DeleteAsync(
            TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default)
        {
            _cache.TryRemove(key, out _);
            return base.DeleteAsync(key, onlyVersion, cancellationToken);
        }
    }

    public sealed class ChangedToken(ClockedPlace place, TimeProvider time, Func<OAuthToken, OAuthToken> change)
        : ClockedTokenStore(place, time)
    {
        public override async ValueTask<StoredToken?> GetAsync(
            TokenKey key, CancellationToken cancellationToken = default) =>
            await base.GetAsync(key, cancellationToken) is { } stored
                ? stored with { Token = change(stored.Token) }
                : null;
    }
}
