using OAuthClient.Testing;

namespace OAuthClient.Tests.Refresh;

/// <summary>New tokens that a store never takes, such as one that is too long for its column.</summary>
public class UnsavedTokenTests
{
    private static async Task<(DanceSetup Setup, HookedTokenStore Store)> CreateExpiredAsync()
    {
        HookedTokenStore store = null!;
        var setup = new DanceSetup(
            options: options => options with { Tokens = store = new(options.Tokens!) },
            provider: provider => provider with { RevocationEndpoint = "https://pretend.example/revoke" });
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
        setup.Time.Advance(TimeSpan.FromHours(1));
        return (setup, store);
    }

    private static async Task AssertStoreFailedAsync(DanceSetup setup)
    {
        var failed = await Assert.CatchAsync<OAuthException>(
            async () => await setup.Dance.Session("42").GetTokenAsync());
        Assert.That(failed!.Error.Code, Is.EqualTo(OAuthErrorCode.StoreFailed));
    }

    private static Task ThrowDiskFull(OAuthToken token) => throw new IOException("no space left");

    [Test]
    public async Task A_token_that_the_store_never_takes_does_not_lock_out_a_later_login()
    {
        var (setup, store) = await CreateExpiredAsync();
        OAuthToken? refused = null;
        store.BeforePut = token =>
        {
            refused ??= token;
            return token.AccessToken == refused.AccessToken ? ThrowDiskFull(token) : Task.CompletedTask;
        };
        await AssertStoreFailedAsync(setup);
        await setup.LoginAsync("42");
        setup.Time.Advance(TimeSpan.FromHours(1));
        Assert.That((await setup.Dance.Session("42").GetTokenAsync())!.ExpiresAt, Is.GreaterThan(setup.Time.GetUtcNow()));
    }

    [Test]
    public async Task A_token_that_the_store_never_takes_is_revoked_once_its_user_has_signed_out()
    {
        var (setup, store) = await CreateExpiredAsync();
        OAuthToken? refused = null;
        store.BeforePut = token =>
        {
            refused = token;
            return ThrowDiskFull(token);
        };
        await AssertStoreFailedAsync(setup);
        await setup.Dance.Session("42").SignOutAsync();
        Assert.That(
            setup.Provider.Requests
                .Where(request => request.Endpoint == PretendEndpoint.Revocation)
                .Select(request => request["token"]),
            Does.Contain(refused!.RefreshToken.Reveal()));
    }
}
