using OAuthClient.Testing.Contracts;

namespace OAuthClient.Tests.Contracts;

/// <summary>Every registration store of this repository keeps every rule of the contract.</summary>
public class RegistrationStoreContractTests
{
    private static IEnumerable<TestCaseData> Cases =>
        from store in RegistrationStores.All
        from rule in RegistrationStoreContract.RulesFor(store.LeaseEnd)
        select new TestCaseData(store, rule).SetArgDisplayNames(store.Name, rule.Name);

    [TestCaseSource(nameof(Cases))]
    public async Task A_store_keeps_the_rule(
        CheckedStore<RegistrationStoreSubject> store, StoreRule<RegistrationStoreSubject> rule)
    {
        using var place = store.CreatePlace();
        await rule.CheckAsync(place.Subject);
    }
}
