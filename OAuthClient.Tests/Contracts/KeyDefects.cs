namespace OAuthClient.Tests.Contracts;

/// <summary>Token stores that take one key for another.</summary>
internal static class KeyDefects
{
    public class OtherKey(ClockedPlace place, TimeProvider time, Func<TokenKey, TokenKey> convert)
        : ClockedTokenStore(place, time)
    {
        public override ValueTask<StoredToken?> GetAsync(
            TokenKey key, CancellationToken cancellationToken = default) =>
            base.GetAsync(convert(key), cancellationToken);

        public override ValueTask<bool> PutAsync(
            TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default) =>
            base.PutAsync(convert(key), token, expectedVersion, cancellationToken);

        public override ValueTask DeleteAsync(
            TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default) =>
            base.DeleteAsync(convert(key), onlyVersion, cancellationToken);
    }

    public sealed class CaseBlindDelete(ClockedPlace place, TimeProvider time) : ClockedTokenStore(place, time)
    {
        public override async ValueTask DeleteAsync(
            TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default)
        {
            await base.DeleteAsync(key, onlyVersion, cancellationToken);
            var other = key with { User = key.User.Id?.Replace('a', 'A') ?? OAuthUser.Unknown };
            await base.DeleteAsync(other, onlyVersion, cancellationToken);
        }
    }

    public sealed class JoinedKey(ClockedPlace place, TimeProvider time)
        : OtherKey(place, time, key => key with
        {
            ClientId = "",
            User = $"{key.ClientId}{key.User.Id}{key.Account}",
            Account = "",
        });

    public sealed class KeyWithoutUnknownUser(ClockedPlace place, TimeProvider time)
        : OtherKey(place, time, key => key.User.IsKnown ? key : key with { User = OAuthUser.TheOnlyOne });

    public sealed class KeyWithoutSurrogates(ClockedPlace place, TimeProvider time)
        : OtherKey(place, time, key => key with { User = new(key.User.Id?.Replace('\ud800', '\ufffd')!) });

    public sealed class KeyWithoutNuls(ClockedPlace place, TimeProvider time)
        : OtherKey(place, time, key => key with { User = new(key.User.Id?.Replace("\0", "", StringComparison.Ordinal)!) });
}
