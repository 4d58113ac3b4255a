using Flurl.Http;
using OAuthClient.OAuth1;
using OAuthClient.Storage;
using OAuthClient.Testing;

namespace OAuthClient.Tests;

/// <summary>A token that the program has from elsewhere is stored by one call.</summary>
public class StoreTokenTests
{
    private static readonly OAuthToken Token = new() { AccessToken = "at" };

    private static IEnumerable<TestCaseData> Unusable()
    {
        static TestCaseData Row(string name, Protocol protocol, OAuthToken token, string message) =>
            new TestCaseData(protocol, token, message).SetArgDisplayNames(name);
        yield return Row("no access token", Protocol.OAuth2, new() { AccessToken = "" }, "AccessToken");
        yield return Row("no access token, OAuth 1", Protocol.OAuth1, new() { AccessToken = "" }, "AccessToken");
        yield return Row("a line break", Protocol.OAuth2, new() { AccessToken = "at\n" }, "AccessToken");
        yield return Row("JSON", Protocol.OAuth2, new() { AccessToken = """{"access_token":"at"}""" }, "AccessToken");
        yield return Row("a refresh token that is none", Protocol.OAuth2, Token with { RefreshToken = "ä" }, "RefreshToken");
        yield return Row("a token of OAuth 1", Protocol.OAuth2, Token with { TokenSecret = "secret" }, "TokenSecret");
        yield return Row("a type that cannot be sent", Protocol.OAuth2, Token with { TokenType = "DPoP" }, "TokenType");
        yield return Row("no token secret", Protocol.OAuth1, Token, "TokenSecret");
    }

    [Test]
    public async Task Calls_use_the_stored_token([Values] Protocol protocol)
    {
        var setup = new DanceSetup(protocol);
        await setup.LoginAsync("1");
        var token = (await setup.Dance.Session("1").GetTokenAsync())!;
        var session = setup.Dance.Session("2");
        await session.StoreAsync(new() { AccessToken = token.AccessToken, TokenSecret = token.TokenSecret });
        Assert.That(await session.Request("me").GetStringAsync(), Does.Contain("anna"));
        Assert.That(await session.IsAuthorizedAsync(), Is.True);
        Assert.That(setup.SentSignals, Is.EqualTo(new[] { "before_login", "authorized" }), "those of the login");
    }

    [Test]
    public async Task The_stored_token_is_refreshed_and_revoked_like_that_of_a_login()
    {
        var setup = new DanceSetup();
        await setup.LoginAsync("1");
        var token = (await setup.Dance.Session("1").GetTokenAsync())!;
        var session = setup.Dance.Session("2");
        await session.StoreAsync(new()
        {
            AccessToken = token.AccessToken,
            RefreshToken = token.RefreshToken,
            ExpiresAt = setup.Time.GetUtcNow(),
        });
        Assert.That((await session.GetTokenAsync())!.AccessToken, Is.Not.EqualTo(token.AccessToken));
        Assert.That(await session.SignOutAsync(), Is.Null);
        Assert.That(setup.Provider.RefreshCount, Is.EqualTo(1));
    }

    [Test]
    public async Task It_takes_the_place_of_another_token_and_of_its_cooldown()
    {
        var setup = new DanceSetup();
        await setup.LoginAsync("42");
        var session = setup.Dance.Session("42");
        setup.Time.Advance(TimeSpan.FromHours(1));
        setup.Provider.Misbehave = Misbehavior.HtmlWith500;
        Assert.That(async () => await session.GetTokenAsync(), Throws.InstanceOf<OAuthException>());
        await session.StoreAsync(Token with { RefreshToken = "rt", ExpiresAt = setup.Time.GetUtcNow() });
        setup.Provider.TokenAnswer = _ => new() { Content = new StringContent("""{"access_token":"fresh"}""") };
        Assert.That((await session.GetTokenAsync())!.AccessToken.Reveal(), Is.EqualTo("fresh"));
        Assert.That(setup.Tokens.Count, Is.EqualTo(1));
    }

    [Test]
    public async Task It_takes_the_place_of_a_damaged_record()
    {
        using var directory = new Storage.TempDirectory();
        var store = new FileTokenStore(directory.Path, Insecure.UnsealedTokens);
        var setup = new DanceSetup(options: options => options with { Tokens = store });
        await setup.Dance.Session("42").StoreAsync(Token);
        foreach (var file in Directory.EnumerateFiles(directory.Path, "*", SearchOption.AllDirectories))
            File.WriteAllText(file, "damaged");
        await setup.Dance.Session("42").StoreAsync(Token with { AccessToken = "other" });
        Assert.That((await setup.Dance.Session("42").GetTokenAsync())!.AccessToken.Reveal(), Is.EqualTo("other"));
    }

    [TestCaseSource(nameof(Unusable))]
    public async Task A_token_with_which_no_call_could_be_made_is_refused(
        Protocol protocol, OAuthToken token, string message)
    {
        var setup = new DanceSetup(protocol);
        Assert.That(
            async () => await setup.Dance.Session("42").StoreAsync(token),
            Throws.ArgumentException.With.Message.Contains(message).And.Message.Not.Contains("access_token"));
        Assert.That(await setup.Dance.Session("42").IsAuthorizedAsync(), Is.False);
    }

    [Test]
    public async Task A_session_without_a_place_in_the_store_refuses()
    {
        var setup = new DanceSetup(Protocol.OAuth1);
        Assert.That(
            async () => await setup.Dance.ApplicationSession().StoreAsync(Token with { TokenSecret = "s" }),
            Throws.InvalidOperationException.With.Message.Contains("dance.Session(user)"));
        var other = new DanceSetup();
        other.Signals.Authorized.Connect((_, login) =>
        {
            Assert.That(
                async () => await login.Session.StoreAsync(Token),
                Throws.InvalidOperationException.With.Message.Contains("dance.Session(user)"));
        });
        Assert.That((await other.LoginAsync("42")).IsStored, Is.True);
    }

    [Test]
    public async Task A_token_without_a_secret_is_stored_where_RSA_signs()
    {
        var setup = new DanceSetup(
            Protocol.OAuth1,
            oauth1: provider => provider with
            {
                SignatureMethod = SignatureMethod.RsaSha256(PretendProvider.ClientPrivateKey),
            });
        await setup.Dance.Session("42").StoreAsync(Token);
        Assert.That(await setup.Dance.Session("42").IsAuthorizedAsync(), Is.True);
    }

    [Test]
    public void The_exception_of_a_store_arrives_unchanged()
    {
        var setup = new DanceSetup(options: options => options with { Tokens = new BrokenStore() });
        Assert.That(async () => await setup.Dance.Session("42").StoreAsync(Token), Throws.TypeOf<TimeoutException>());
    }

    private sealed class BrokenStore : ITokenStore
    {
        public ValueTask<StoredToken?> GetAsync(TokenKey key, CancellationToken cancellationToken = default) =>
            throw new TimeoutException();

        public ValueTask<bool> PutAsync(
            TokenKey key, OAuthToken token, long? expectedVersion, CancellationToken cancellationToken = default) =>
            throw new TimeoutException();

        public ValueTask DeleteAsync(
            TokenKey key, long? onlyVersion = null, CancellationToken cancellationToken = default) =>
            throw new TimeoutException();

        public ValueTask<IAsyncDisposable> LeaseAsync(
            TokenKey key, TimeSpan lifetime, CancellationToken cancellationToken = default) =>
            throw new TimeoutException();
    }
}
