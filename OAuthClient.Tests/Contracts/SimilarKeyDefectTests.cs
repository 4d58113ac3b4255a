using System.Reflection;
using OAuthClient.Testing.Contracts;
using static OAuthClient.Tests.Contracts.KeyDefects;

namespace OAuthClient.Tests.Contracts;

/// <summary>The contract finds a token store that takes similar texts in a part of the key for each other.</summary>
public class SimilarKeyDefectTests
{
    private static readonly Part[] Parts =
    [
        new("provider", 100, (key, change) => key with { Provider = change(key.Provider) }),
        new("client id", 250, (key, change) => key with { ClientId = change(key.ClientId) }),
        new("user", 250, (key, change) => key with { User = new(change(key.User.Id ?? "")) }),
        new("account", 150, (key, change) => key with { Account = change(key.Account) }),
    ];

    private static readonly (string Name, Func<string, string> Change)[] Conversions =
    [
        ("in lower case", text => text.ToLowerInvariant()),
        ("in upper case", text => text.ToUpperInvariant()),
        ("without spaces at its start", text => text.TrimStart(' ')),
        ("without spaces at its end", text => text.TrimEnd(' ')),
        ("without tabs", text => text.Replace("\t", "", StringComparison.Ordinal)),
        ("up to its first space", text => text.Split(' ')[0]),
        ("in composed letters", text => text.Replace("e\u0301", "\u00e9", StringComparison.Ordinal)),
        ("without accents", text => text.Replace('\u00e9', 'e')),
        ("with ss for \u00df", text => text.Replace("\u00df", "ss", StringComparison.Ordinal)),
        ("in letters of one width", text => text.Replace('\uff41', 'a')),
        ("without invisible letters", text => text.Replace("\u200d", "", StringComparison.Ordinal)),
        ("in 16 bits a letter", text => string.Concat(text.Select(c => char.IsSurrogate(c) ? '?' : c))),
        ("as a number", text => int.TryParse(text, out var number) ? $"{number}" : text),
        ("as a pattern", text => text.Replace('%', '_')),
        ("as a file name", text => text.Split('/')[^1]),
        ("cut to 20", text => Cut(text, 20)),
        ("cut to 64", text => Cut(text, 64)),
    ];

    private static IEnumerable<TestCaseData> Stores() =>
        from part in Parts
        from conversion in Conversions.Append(("cut short by one", text => Cut(text, part.MaxLength - 1)))
        select Store($"The {part.Name} {conversion.Name}", part.Name, key => part.Change(key, conversion.Change));

    private static IEnumerable<PropertyInfo> KeyProperties =>
        typeof(TokenKey).GetProperties(BindingFlags.Public | BindingFlags.Instance);

    [TestCaseSource(nameof(Stores))]
    public async Task A_store_that_converts_a_part_breaks_the_rules(Func<TokenKey, TokenKey> convert, string part)
    {
        await ExpectBrokenAsync($"Similar {part}s keep tokens apart", convert);
        await ExpectBrokenAsync($"A write or a delete changes no token of a similar {part}", convert);
    }

    [TestCaseSource(nameof(KeyProperties))]
    public Task A_store_that_forgets_a_part_breaks_the_rule(PropertyInfo part) =>
        ExpectBrokenAsync("Each part of the key keeps tokens apart", key =>
        {
            object forgetful = key;
            part.SetValue(forgetful, part.PropertyType == typeof(string) ? "" : (object)OAuthUser.TheOnlyOne);
            return (TokenKey)forgetful;
        });

    private static string Cut(string text, int length) => text[..Math.Min(length, text.Length)];

    private static TestCaseData Store(string name, string part, Func<TokenKey, TokenKey> convert) =>
        new TestCaseData(convert, part).SetArgDisplayNames(name);

    private static async Task ExpectBrokenAsync(string name, Func<TokenKey, TokenKey> convert)
    {
        var place = new ClockedPlace();
        var rule = TokenStoreContract.RulesFor(LeaseEnd.ByClock).Single(rule => rule.Name == name);
        var broken = await Assert.ThrowsAsync<StoreRuleException>(
            () => rule.CheckAsync(new(time => new OtherKey(place, time, convert))));
        Assert.That(broken!.InnerException, Is.TypeOf<BrokenExpectationException>(), "found by a comparison");
    }

    private sealed record Part(string Name, int MaxLength, Func<TokenKey, Func<string, string>, TokenKey> Change);
}
