namespace OAuthClient.Tests.Contracts;

/// <summary>What every token store promises. A store's fixture derives from it and makes the store.</summary>
public abstract class TokenStoreContract
{
    private static readonly TokenKey Key = new("github", "client", "42", TokenKey.DefaultAccount);

    protected abstract ITokenStore Make();

    [Test]
    public async Task What_was_put_is_got_until_it_is_deleted()
    {
        var store = Make();
        Assert.That(await store.PutAsync(Key, Token("a"), null), Is.True);
        Assert.That((await store.GetAsync(Key))?.Token.AccessToken.Reveal(), Is.EqualTo("a"));
        await store.DeleteAsync(Key);
        Assert.That(await store.GetAsync(Key), Is.Null);
    }

    [Test]
    public async Task Deleting_what_is_not_there_is_no_error()
    {
        await Make().DeleteAsync(Key);
        Assert.Pass();
    }

    [Test]
    public async Task A_token_is_replaced_only_in_the_version_that_was_read()
    {
        var store = Make();
        await store.PutAsync(Key, Token("a"), null);
        var read = (await store.GetAsync(Key))!;
        Assert.That(await store.PutAsync(Key, Token("b"), read.Version), Is.True);
        Assert.That(await store.PutAsync(Key, Token("older"), read.Version), Is.False);
        Assert.That((await store.GetAsync(Key))?.Token.AccessToken.Reveal(), Is.EqualTo("b"));
    }

    [Test]
    public async Task Where_nothing_is_expected_nothing_is_overwritten_and_what_is_gone_is_not_replaced()
    {
        var store = Make();
        await store.PutAsync(Key, Token("a"), null);
        var read = (await store.GetAsync(Key))!;
        Assert.That(await store.PutAsync(Key, Token("b"), null), Is.False);
        await store.DeleteAsync(Key);
        Assert.That(await store.PutAsync(Key, Token("b"), read.Version), Is.False);
    }

    [Test]
    public async Task A_version_never_comes_again()
    {
        var store = Make();
        await store.PutAsync(Key, Token("a"), null);
        var first = (await store.GetAsync(Key))!.Version;
        await store.DeleteAsync(Key);
        await store.PutAsync(Key, Token("b"), null);
        Assert.That((await store.GetAsync(Key))!.Version, Is.Not.EqualTo(first));
    }

    [Test]
    public async Task Each_part_of_the_key_keeps_tokens_apart()
    {
        var store = Make();
        TokenKey[] keys = [Key, Key with { Provider = "gitlab" }, Key with { ClientId = "other" }, Key with { User = "43" }, Key with { Account = "work" }];
        foreach (var key in keys)
            Assert.That(await store.PutAsync(key, Token(key.ToString()), null), Is.True);
        foreach (var key in keys)
            Assert.That((await store.GetAsync(key))?.Token.AccessToken.Reveal(), Is.EqualTo(key.ToString()));
    }

    [Test]
    public async Task Of_many_who_replace_the_same_version_one_succeeds()
    {
        var store = Make();
        await store.PutAsync(Key, Token("a"), null);
        var version = (await store.GetAsync(Key))!.Version;
        var written = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => Task.Run(async () => await store.PutAsync(Key, Token($"{number}"), version))));
        Assert.That(written.Count(succeeded => succeeded), Is.EqualTo(1));
    }

    private static OAuthToken Token(string text) => new() { AccessToken = text };
}
