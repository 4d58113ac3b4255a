using OAuthClient.Testing.Contracts;

namespace OAuthClient.Tests.Contracts;

/// <summary>Every store of pending dances of this repository keeps every rule of the contract.</summary>
public class PendingDanceStoreContractTests
{
    private static IEnumerable<TestCaseData> Cases =>
        from store in PendingDanceStores.All
        from rule in PendingDanceStoreContract.Rules
        select new TestCaseData(store, rule).SetArgDisplayNames(store.Name, rule.Name);

    [TestCaseSource(nameof(Cases))]
    public async Task A_store_keeps_the_rule(
        CheckedStore<PendingDanceStoreSubject> store, StoreRule<PendingDanceStoreSubject> rule)
    {
        using var place = store.CreatePlace();
        await rule.CheckAsync(place.Subject);
    }
}
