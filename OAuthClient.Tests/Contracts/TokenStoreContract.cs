namespace OAuthClient.Tests.Contracts;

/// <summary>
/// Tests that every implementation of <see cref="ITokenStore"/> must pass. The test class of a token store derives from
/// this class and creates the store.
/// </summary>
public abstract partial class TokenStoreContract
{
    private static readonly TokenKey Key = new("github", "client", "42", TokenKey.DefaultAccount);

    private static readonly TokenKey[] SimilarKeys =
    [
        Key with { ClientId = "Client" },
        Key with { ClientId = "client " },
        Key with { ClientId = "", User = "client42" },
        Key with { User = "4", Account = "2default" },
        Key with { User = "42|default", Account = "" },
        Key with { User = "42:default", Account = "" },
        Key with { User = "42/default", Account = "" },
        Key with { User = "42\u001f", Account = "default" },
        Key with { User = "42", Account = "\u001fdefault" },
        Key with { User = "ren\u00e9" },
        Key with { User = "rene\u0301" },
        Key with { User = "RENE\u0301" },
        Key with { User = "../42" },
        Key with { User = new string('4', 200) },
        Key with { User = new string('4', 201) },
        Key with { User = OAuthUser.TheOnlyOne },
    ];

    private static readonly OAuthToken[] Tokens =
    [
        new() { AccessToken = "a" },
        new() { AccessToken = "" },
        new()
        {
            AccessToken = "quotes \" ' ` \\ </script> \0 \r\n\t \u2028 \ufeff é \U0001F511",
            TokenSecret = " secret ",
            RefreshToken = new string('r', 10_000),
            TokenType = "DPoP",
            ExpiresAt = new(
                new DateTime(2026, 2, 28, 23, 59, 59, DateTimeKind.Unspecified).AddTicks(1_234_567),
                TimeSpan.FromHours(-9.5)),
            RequestedScopes = ["read", "write", "read", ""],
            GrantedScopes = ["write", "https://pretend.example/scope?x=1,2"],
            Fields = new Dictionary<string, Secret>
            {
                ["id_token"] = "e.y.J",
                ["ID_TOKEN"] = "other",
                [""] = "no name",
                ["none"] = "",
                ["team"] = """{"id": 1, "name": "é"}""",
            },
            RefreshTokenExpiresAt = DateTimeOffset.UnixEpoch,
            Data = new Dictionary<string, Secret>
            {
                ["extension/dpop/key"] = "quotes \" \\ \0 é \U0001F511",
                ["extension/dpop/KEY"] = "",
                [""] = "no name",
            },
        },
    ];

    /// <summary>
    /// The number of operations in a concurrency test. The test class of a slow store may lower the number.
    /// </summary>
    protected virtual int OperationCount => 10_000;

    /// <summary>Creates an empty token store.</summary>
    protected abstract ITokenStore CreateStore();

    /// <summary>
    /// Creates a second token store over the data of <paramref name="store"/>, as a second process does. The default
    /// returns <paramref name="store"/> itself, for stores that do not share data.
    /// </summary>
    protected virtual ITokenStore CreateSecondStore(ITokenStore store) => store;

    [Test]
    public async Task A_stored_token_is_returned_until_it_is_deleted()
    {
        var store = CreateStore();
        Assert.That(await store.PutAsync(Key, Token("a"), null), Is.True);
        Assert.That((await store.GetAsync(Key))?.Token.AccessToken.Reveal(), Is.EqualTo("a"));
        await store.DeleteAsync(Key);
        Assert.That(await store.GetAsync(Key), Is.Null);
    }

    [Test]
    public async Task Deleting_an_absent_token_is_no_error()
    {
        await CreateStore().DeleteAsync(Key);
        Assert.Pass();
    }

    [Test]
    public async Task A_token_is_replaced_only_in_the_version_that_was_read()
    {
        var store = CreateStore();
        await store.PutAsync(Key, Token("a"), null);
        var read = (await store.GetAsync(Key))!;
        Assert.That(await store.PutAsync(Key, Token("b"), read.Version), Is.True);
        Assert.That(await store.PutAsync(Key, Token("older"), read.Version), Is.False);
        Assert.That((await store.GetAsync(Key))?.Token.AccessToken.Reveal(), Is.EqualTo("b"));
    }

    [Test]
    public async Task A_create_does_not_overwrite_a_token_and_a_replace_does_not_restore_a_deleted_token()
    {
        var store = CreateStore();
        await store.PutAsync(Key, Token("a"), null);
        var read = (await store.GetAsync(Key))!;
        Assert.That(await store.PutAsync(Key, Token("b"), null), Is.False);
        await store.DeleteAsync(Key);
        Assert.That(await store.PutAsync(Key, Token("b"), read.Version), Is.False);
    }

    [Test]
    public async Task A_version_is_never_reused()
    {
        var store = CreateStore();
        await store.PutAsync(Key, Token("a"), null);
        var first = (await store.GetAsync(Key))!.Version;
        await store.DeleteAsync(Key);
        await store.PutAsync(Key, Token("b"), null);
        Assert.That((await store.GetAsync(Key))!.Version, Is.Not.EqualTo(first));
    }

    [Test]
    public async Task Each_part_of_the_key_keeps_tokens_apart()
    {
        var store = CreateStore();
        TokenKey[] keys =
        [
            Key, Key with { Provider = "gitlab" }, Key with { ClientId = "other" }, Key with { User = "43" },
            Key with { Account = "work" },
        ];
        foreach (var key in keys)
            Assert.That(await store.PutAsync(key, Token(key.ToString()), null), Is.True);
        foreach (var key in keys)
            Assert.That((await store.GetAsync(key))?.Token.AccessToken.Reveal(), Is.EqualTo(key.ToString()));
    }

    [Test]
    public async Task Similar_keys_keep_tokens_apart()
    {
        var store = CreateStore();
        foreach (var key in SimilarKeys)
            Assert.That(await store.PutAsync(key, Token($"{key}"), null), Is.True, $"{key}");
        foreach (var key in SimilarKeys)
            Assert.That((await store.GetAsync(key))?.Token.AccessToken.Reveal(), Is.EqualTo($"{key}"));
        await store.DeleteAsync(SimilarKeys[0]);
        foreach (var key in SimilarKeys[1..])
            Assert.That(await store.GetAsync(key), Is.Not.Null, $"{key}");
    }

    // Characters are written as numbers, because neither an attribute nor a test name can hold half a surrogate pair.
    [TestCase(0, 1)]
    [TestCase(0xd800, 0xfffd)]
    [TestCase(0xd800, 0xd801)]
    public async Task A_key_with_an_unusual_character_is_refused_or_kept_apart(int character, int similar)
    {
        var store = CreateStore();
        var key = Key with { User = $"4{(char)character}2" };
        var others = new List<TokenKey>();
        foreach (var other in new[] { Key with { User = $"4{(char)similar}2" }, Key })
        {
            if (!await IsRefusedAsync(async () => await store.PutAsync(other, Token("another's"), null)))
                others.Add(other);
        }
        if (!await IsRefusedAsync(async () => await store.PutAsync(key, Token("own"), null)))
            Assert.That((await store.GetAsync(key))?.Token.AccessToken.Reveal(), Is.EqualTo("own"));
        await IsRefusedAsync(async () => await store.DeleteAsync(key));
        foreach (var other in others)
            Assert.That((await store.GetAsync(other))?.Token.AccessToken.Reveal(), Is.EqualTo("another's"));
    }

    [Test]
    public async Task T43_Writes_and_deletes_for_the_unknown_user_affect_no_token_of_another_user()
    {
        var store = CreateStore();
        var unknown = Key with { User = OAuthUser.Unknown };
        TokenKey[] users = [Key, Key with { User = "43" }, Key with { User = OAuthUser.TheOnlyOne }];
        foreach (var key in users)
            await store.PutAsync(key, Token($"{key}"), null);
        Assert.That(await store.GetAsync(unknown), Is.Null, "the unknown user has no token of another user");
        Assert.That(await store.PutAsync(unknown, Token("site-wide"), null), Is.True);
        Assert.That(await store.PutAsync(unknown, Token("newer"), (await store.GetAsync(unknown))!.Version), Is.True);
        await store.DeleteAsync(unknown);
        Assert.That(await store.GetAsync(unknown), Is.Null);
        foreach (var key in users)
            Assert.That((await store.GetAsync(key))?.Token.AccessToken.Reveal(), Is.EqualTo($"{key}"));
    }

    [TestCaseSource(nameof(Tokens))]
    public async Task Every_field_of_a_token_is_stored_and_returned(OAuthToken token)
    {
        var store = CreateStore();
        await store.PutAsync(Key, token, null);
        var read = (await CreateSecondStore(store).GetAsync(Key))!.Token;
        Assert.That(Secrets(read), Is.EqualTo(Secrets(token)));
        Assert.That(read.TokenType, Is.EqualTo(token.TokenType));
        Assert.That((read.ExpiresAt, read.ExpiresAt?.Offset), Is.EqualTo((token.ExpiresAt, token.ExpiresAt?.Offset)));
        Assert.That(read.RequestedScopes, Is.EqualTo(token.RequestedScopes));
        Assert.That(read.GrantedScopes, Is.EqualTo(token.GrantedScopes));
        Assert.That(
            read.Fields.Select(field => (field.Key, field.Value.Reveal())),
            Is.EquivalentTo(token.Fields.Select(field => (field.Key, field.Value.Reveal()))));
        Assert.That(read.Data, Is.EquivalentTo(token.Data));
        Assert.That(read.RefreshTokenExpiresAt, Is.EqualTo(token.RefreshTokenExpiresAt));
    }

    [Test]
    public async Task One_of_many_concurrent_replaces_of_a_version_succeeds()
    {
        var store = CreateStore();
        await store.PutAsync(Key, Token("a"), null);
        var version = (await store.GetAsync(Key))!.Version;
        var written = await PutConcurrentlyAsync(store, version);
        Assert.That(written.Count(succeeded => succeeded), Is.EqualTo(1));
    }

    [Test]
    public async Task One_of_many_concurrent_creates_succeeds()
    {
        var store = CreateStore();
        var written = await PutConcurrentlyAsync(store, version: null);
        Assert.That(written.Count(succeeded => succeeded), Is.EqualTo(1));
    }

    [Test]
    public async Task Deleting_an_old_version_leaves_the_current_version()
    {
        var store = CreateStore();
        await store.PutAsync(Key, Token("a"), null);
        var older = (await store.GetAsync(Key))!.Version;
        await store.PutAsync(Key, Token("b"), older);
        await store.DeleteAsync(Key, older);
        var read = await store.GetAsync(Key);
        Assert.That(read?.Token.AccessToken.Reveal(), Is.EqualTo("b"));
        await store.DeleteAsync(Key, read!.Version);
        Assert.That(await store.GetAsync(Key), Is.Null);
    }

    [Test]
    public async Task Deleting_a_version_of_an_absent_token_is_no_error()
    {
        var store = CreateStore();
        await store.DeleteAsync(Key, 1);
        Assert.That(await store.GetAsync(Key), Is.Null);
    }

    [Test]
    public async Task Tokens_of_many_users_are_never_mixed_up()
    {
        var store = CreateStore();
        var stores = new[] { store, CreateSecondStore(store) };
        var foreignReads = await RunConcurrentlyAsync(10, async number =>
        {
            var random = new Random(number);
            var count = 0;
            for (var operation = 0; operation < OperationCount / 10; operation++)
                count += await ReadsTokenOfAnotherUserAsync(stores[random.Next(2)], random) ? 1 : 0;
            return count;
        });
        Assert.That(foreignReads.Sum(), Is.Zero);
    }

    private Task<bool[]> PutConcurrentlyAsync(ITokenStore store, long? version) =>
        RunConcurrentlyAsync(50, async number =>
        {
            var used = number % 2 == 0 ? store : CreateSecondStore(store);
            return await used.PutAsync(Key, Token($"{number}"), version);
        });

    private static async Task<bool> ReadsTokenOfAnotherUserAsync(ITokenStore store, Random random)
    {
        var key = Key with { User = $"user {random.Next(50)}" };
        var read = await store.GetAsync(key);
        if (random.Next(5) == 0)
        {
            await store.DeleteAsync(key, random.Next(2) == 0 ? read?.Version : null);
        }
        else
        {
            await store.PutAsync(
                key, new() { AccessToken = key.User.Id, RefreshToken = $"{random.Next()}" }, read?.Version);
        }
        var token = read?.Token ?? (await store.GetAsync(key))?.Token;
        return token is not null && token.AccessToken.Reveal() != key.User.Id;
    }

    private static async Task<bool> IsRefusedAsync(Func<Task> work)
    {
        try
        {
            await work();
            return false;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    private static Task<T[]> RunConcurrentlyAsync<T>(int count, Func<int, Task<T>> act) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(number => Task.Run(() => act(number))));

    private static (string, string, string) Secrets(OAuthToken token) =>
        (token.AccessToken.Reveal(), token.TokenSecret.Reveal(), token.RefreshToken.Reveal());

    private static OAuthToken Token(string text) => new() { AccessToken = text };
}
