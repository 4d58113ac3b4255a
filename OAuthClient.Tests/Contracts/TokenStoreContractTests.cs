using OAuthClient.Testing.Contracts;

namespace OAuthClient.Tests.Contracts;

/// <summary>Every token store of this repository keeps every rule of the contract.</summary>
public class TokenStoreContractTests
{
    private const string UnknownUser = "Writes and deletes for the unknown user affect no token of another user";

    private static IEnumerable<CheckedStore<TokenStoreSubject>> Stores => TokenStores.All;

    private static IEnumerable<TestCaseData> Cases =>
        from store in TokenStores.All
        from rule in TokenStoreContract.RulesFor(store.LeaseEnd)
        where rule.Name != UnknownUser
        select new TestCaseData(store, rule).SetArgDisplayNames(store.Name, rule.Name);

    [TestCaseSource(nameof(Cases))]
    public async Task A_store_keeps_the_rule(
        CheckedStore<TokenStoreSubject> store, StoreRule<TokenStoreSubject> rule)
    {
        using var place = store.CreatePlace();
        await rule.CheckAsync(place.Subject);
    }

    [TestCaseSource(nameof(Stores))]
    public async Task T43_Writes_and_deletes_for_the_unknown_user_affect_no_token_of_another_user(
        CheckedStore<TokenStoreSubject> store)
    {
        using var place = store.CreatePlace();
        var rule = TokenStoreContract.RulesFor(store.LeaseEnd).Single(rule => rule.Name == UnknownUser);
        await rule.CheckAsync(place.Subject);
    }
}
