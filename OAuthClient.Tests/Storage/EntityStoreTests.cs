using Microsoft.EntityFrameworkCore;
using OAuthClient.EntityFrameworkCore;
using OAuthClient.Tests.Peers;

namespace OAuthClient.Tests.Storage;

/// <summary>The token store and the pending dance store in one database.</summary>
public class EntityStoreTests
{
    private static readonly TokenKey Key = new(DanceSetup.KeyProvider, "pretend-client", "42", TokenKey.DefaultAccount);

    [Test]
    public async Task The_stores_can_use_the_DbContext_of_the_application([Values] DatabaseKind kind)
    {
        using var database = await StoreDatabase.CreateAsync(kind);
        var options = database.CreateOptions<ShopContext>();
        await using (var context = new ShopContext(options))
        {
            await context.Database.EnsureCreatedAsync();
            context.Add(new Article { Name = "umbrella" });
            await context.SaveChangesAsync();
        }
        var setup = CreateWithEntityStores(() => new ShopContext(options));
        Assert.That((await setup.LoginAsync("42")).IsStored, Is.True);
        await using var shop = new ShopContext(options);
        Assert.That((await shop.Articles.SingleAsync()).Name, Is.EqualTo("umbrella"));
        var store = new EntityTokenStore(() => new ShopContext(options), Insecure.UnsealedTokens);
        Assert.That((await store.GetAsync(Key))?.Token.AccessToken.IsEmpty, Is.False);
    }

    [Test]
    public void A_DbContext_without_the_store_tables_is_an_error_that_names_UseOAuthStores()
    {
        var options = new DbContextOptionsBuilder().UseSqlite("Data Source=:memory:").Options;
        var store = new EntityTokenStore(() => new DbContext(options), Insecure.UnsealedTokens);
        Assert.That(
            async () => await store.GetAsync(Key),
            Throws.InvalidOperationException.With.Message.Contain("UseOAuthStores"));
    }

    [Test]
    public async Task A_callback_that_reaches_two_machines_at_once_is_finished_once([Values] DatabaseKind kind)
    {
        using var database = StoreDatabase.CreateWithTables(kind);
        var setup = CreateWithEntityStores(database.Open);
        var callback = await setup.GetCallbackUrlAsync("42");
        var elsewhere = new OAuthDance(setup.Provider.OAuth2, Tests.DanceSetup.RedirectUri, setup.Options with
        {
            Tokens = new EntityTokenStore(database.Open, Insecure.UnsealedTokens),
            PendingDances = new EntityPendingDanceStore(database.Open, new FrozenTimeProvider(setup.Time.GetUtcNow())),
        });
        OAuthDance[] dances = [setup.Dance, elsewhere];
        var outcomes = await Task.WhenAll(
            dances.Select(dance => Task.Run(async () => await dance.FinishAsync(callback, setup.Browser.Cookie))));
        Assert.That(
            outcomes.Select(outcome => outcome.IsStored),
            Is.All.True,
            "one dance finishes the login, the other gets its outcome");
        Assert.That(setup.TokenRequestCount, Is.EqualTo(1));
    }

    [Test]
    public async Task A_stopped_server_is_an_error_and_nothing_is_lost_after_its_restart()
    {
        var server = await PostgresPeer.LaunchSeparateAsync();
        using var database = StoreDatabase.CreatePostgres(server);
        await using (var context = database.Open())
            await context.Database.EnsureCreatedAsync();
        var tokens = new EntityTokenStore(database.Open, Insecure.UnsealedTokens);
        var dances = new EntityPendingDanceStore(database.Open);
        await tokens.PutAsync(Key, new() { AccessToken = "a" }, null);
        var lease = await tokens.LeaseAsync(Key, TimeSpan.FromMinutes(5));
        var dance = StoredDance.Create("state") with
        {
            CreatedAt = TimeProvider.System.GetUtcNow(),
            ExpiresAt = TimeProvider.System.GetUtcNow().AddMinutes(15),
        };
        await dances.SaveAsync(dance);

        await server.SendCommandAsync("crash");
        Assert.That(async () => await tokens.GetAsync(Key), Throws.Exception);
        Assert.That(async () => await tokens.PutAsync(Key, new() { AccessToken = "b" }, null), Throws.Exception);
        Assert.That(async () => await tokens.DeleteAsync(Key), Throws.Exception);
        Assert.That(async () => await tokens.LeaseAsync(Key, TimeSpan.FromMinutes(5)), Throws.Exception);
        Assert.That(async () => await dances.SaveAsync(dance with { Id = "other" }), Throws.Exception);
        Assert.That(async () => await dances.TakeAsync("state", "callback"), Throws.Exception);
        Assert.That(async () => await lease.DisposeAsync(), Throws.Nothing, "the lease expires by itself");

        await server.SendCommandAsync("start");
        Assert.That((await tokens.GetAsync(Key))?.Token.AccessToken.Reveal(), Is.EqualTo("a"));
        Assert.That(
            (await dances.TakeAsync("state", "callback"), await dances.TakeAsync("state", "callback")),
            Is.EqualTo((true, false)));
        await server.StopAsync();
    }

    private static DanceSetup CreateWithEntityStores(Func<DbContext> contexts) => new(options: options => options with
    {
        Tokens = new EntityTokenStore(contexts, Insecure.UnsealedTokens),
        PendingDances = new EntityPendingDanceStore(contexts, new FrozenTimeProvider(options.Time.GetUtcNow())),
    });

    private sealed class Article
    {
        public int Id { get; set; }

        public required string Name { get; set; }
    }

    private sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
    {
        public DbSet<Article> Articles => Set<Article>();

        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.UseOAuthStores();
    }
}
