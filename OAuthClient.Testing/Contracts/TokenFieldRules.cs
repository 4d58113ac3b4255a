using static OAuthClient.Testing.Contracts.TokenStoreTrial;

namespace OAuthClient.Testing.Contracts;

/// <summary>A token comes back as it was stored, to the letter.</summary>
internal static class TokenFieldRules
{
    private static readonly OAuthToken[] Tokens =
    [
        Token("a"),
        Token(""),
        new()
        {
            AccessToken = "quotes \" ' ` \\ </script> \0 \r\n\t \u2028 \ufeff é \U0001F511",
            TokenSecret = " secret ",
            RefreshToken = new string('r', 10_000),
            TokenType = "DPoP",
            ReceivedAt = DateTimeOffset.UnixEpoch.AddTicks(1),
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

    // An access token that lists its user's groups has some ten KiB.
    private const int LongText = 32 * 1024;

    public static StoreRule<TokenStoreSubject>[] All =>
    [
        Rule("Every field of a token is stored and returned", EveryFieldAsync),
        Rule("Every field of a token is replaced", ReplaceAsync),
    ];

    private static IEnumerable<OAuthToken> CreateVariants()
    {
        foreach (var field in RecordFields.Of(typeof(OAuthToken)))
        {
            yield return RecordFields.Set(Token("a"), field, FieldValues.CreateOdd(field, ""));
            yield return RecordFields.Set(Token("a"), field, FieldValues.CreateLong(field, "", LongText));
        }
    }

    private static async Task EveryFieldAsync(TokenStoreTrial trial)
    {
        foreach (var (number, token) in Tokens.Concat(CreateVariants()).Index())
        {
            var key = trial.Key with { User = $"{number}" };
            await trial.First.PutAsync(key, token, null).ConfigureAwait(false);
            var read = await ReadAsync(trial.Second, key).ConfigureAwait(false);
            Expect.Same("the token", token, read.Token);
        }
    }

    private static async Task ReplaceAsync(TokenStoreTrial trial)
    {
        foreach (var token in Tokens.Reverse())
        {
            var before = await trial.First.GetAsync(trial.Key).ConfigureAwait(false);
            await trial.First.PutAsync(trial.Key, token, before?.Version).ConfigureAwait(false);
            var after = await trial.ReadAsync().ConfigureAwait(false);
            Expect.Same("the token", token, after.Token);
        }
    }
}
