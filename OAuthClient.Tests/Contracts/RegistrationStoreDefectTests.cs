using OAuthClient.Testing.Contracts;
using static OAuthClient.Tests.Contracts.RegistrationDefects;

namespace OAuthClient.Tests.Contracts;

/// <summary>The contract finds each planted defect, by the rule that the defect breaks.</summary>
public class RegistrationStoreDefectTests
{
    private static readonly IReadOnlyList<StoreRule<RegistrationStoreSubject>> Rules =
        RegistrationStoreContract.RulesFor(LeaseEnd.ByClock);

    private static IEnumerable<TestCaseData> Sound =>
        Rules.Select(rule => new TestCaseData(rule).SetArgDisplayNames(rule.Name));

    private static IEnumerable<TestCaseData> Defects()
    {
        yield return Defect<NoDelete>("A stored registration is returned until it is deleted");
        yield return Defect<WriteWithoutCondition>("A registration is replaced only in the version that was read");
        yield return Defect<WriteWithoutCondition>("A create does not overwrite a registration");
        yield return Defect<WriteWithoutCondition>("A replace does not restore a deleted registration");
        yield return Defect<OneVersion>("Each write gives the registration another version, and none is reused");
        yield return Defect<DeleteOfAnyVersion>("Deleting an old version leaves the current registration");
        yield return Defect<CheckedBeforeTheWrite>("One of many concurrent creates of a registration succeeds");
        yield return Defect<CheckedBeforeTheWrite>("One of many concurrent replaces of a registration succeeds");
        yield return Defect<ForgottenField>("Every field of a registration is stored and returned");
        yield return Defect<CaseBlindIssuer>("Similar issuers keep registrations apart");
        yield return Defect<CaseBlindClient>("Similar clients keep registrations apart");
        yield return Defect<NoRedirectUris>("Similar redirect URIs keep registrations apart");
        yield return Defect<JoinedKey>("Parts of a key that join to the same text keep registrations apart");
        yield return Defect<NoLease>("The lease of a registration stays with its holder until it is released");
        yield return Defect<OneLeaseForAll>("The lease of another registration does not wait");
        yield return Defect<DeleteReleases>("A lease blocks no read, write or delete of its registration");
        yield return Defect<ReleaseByAnybody>(
            "Releasing a lease of a registration twice does not release that of the next holder");
        yield return Defect<CancellationIgnored>("A caller that is canceled leaves no lease of a registration behind");
        yield return Defect<EndlessLease>("A lease of a registration that is not released ends after its lifetime");
    }

    [TestCaseSource(nameof(Sound))]
    public async Task A_sound_store_keeps_the_rule(StoreRule<RegistrationStoreSubject> rule)
    {
        var place = new RegistrationPlace();
        await rule.CheckAsync(new(time => new ClockedRegistrationStore(place, time)));
    }

    [TestCaseSource(nameof(Defects))]
    public async Task A_defect_breaks_the_rule(
        Func<RegistrationPlace, TimeProvider, IRegistrationStore> create, string name)
    {
        var place = new RegistrationPlace();
        var subject = new RegistrationStoreSubject(time => create(place, time)) { Patience = TimeSpan.FromSeconds(2) };
        var rule = Rules.Single(rule => rule.Name == name);
        var broken = await Assert.ThrowsAsync<StoreRuleException>(() => rule.CheckAsync(subject));
        Assert.That(broken!.Rule, Is.EqualTo(name));
    }

    [Test]
    public void Each_rule_has_a_name_of_its_own_and_a_defect_that_breaks_it()
    {
        Assert.That(Rules.Select(rule => rule.Name), Is.Unique);
        Assert.That(Defects().Select(defect => defect.Arguments[1]), Is.SupersetOf(Rules.Select(rule => rule.Name)));
    }

    private static TestCaseData Defect<T>(string rule) where T : ClockedRegistrationStore
    {
        Func<RegistrationPlace, TimeProvider, IRegistrationStore> create = (place, time) =>
            (IRegistrationStore)Activator.CreateInstance(typeof(T), place, time)!;
        return new TestCaseData(create, rule).SetArgDisplayNames(typeof(T).Name, rule);
    }
}
