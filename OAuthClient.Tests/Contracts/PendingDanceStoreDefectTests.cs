using OAuthClient.Storage;
using OAuthClient.Testing.Contracts;
using static OAuthClient.Tests.Contracts.DanceDefects;

namespace OAuthClient.Tests.Contracts;

/// <summary>The contract finds each planted defect, by the rule that the defect breaks.</summary>
public class PendingDanceStoreDefectTests
{
    private static IEnumerable<TestCaseData> Defects()
    {
        yield return Defect<OutcomeBeforeTheTake>("An outcome for a dance that is not taken changes nothing");
        yield return Defect<LastOutcome>("The first outcome of a dance stays");
        yield return Defect<CaseBlindId>("A dance is found and taken by its exact id only");
        yield return Defect<TakenAgainBySameCallback>("A dance that is taken can be found and not be taken again");
        yield return Defect<CheckedBeforeTheTake>("A dance is taken once by many concurrent callers");
        yield return Defect<GoneWhenTaken>("A dance that is taken can be found and not be taken again");
        yield return Defect<IdReused>("A second dance with the same id is refused and the first stays");
        yield return Defect<NoWait>("A waiting caller gets the outcome when the dance finishes");
        yield return Defect<DataForgotten>("The data of a dance comes back to the letter");
        yield return Defect<UnknownIdThrows>("An id of any characters and any length is unknown and no error");
        yield return Defect<WaitNotCanceled>("Waiting for an outcome can be canceled");
    }

    [TestCaseSource(nameof(Defects))]
    public async Task A_defect_breaks_the_rule(Func<MemoryPendingDanceStore, IPendingDanceStore> create, string name)
    {
        IPendingDanceStore? store = null;
        var subject = new PendingDanceStoreSubject(time => store ??= create(new(time)))
        {
            Patience = TimeSpan.FromSeconds(3),
        };
        var rule = PendingDanceStoreContract.Rules.Single(rule => rule.Name == name);
        var broken = await Assert.ThrowsAsync<StoreRuleException>(() => rule.CheckAsync(subject));
        Assert.That(broken!.Rule, Is.EqualTo(name));
        TestContext.Out.WriteLine(broken.Message);
    }

    [Test]
    public void Each_rule_has_a_name_of_its_own() =>
        Assert.That(PendingDanceStoreContract.Rules.Select(rule => rule.Name), Is.Unique);

    private static TestCaseData Defect<T>(string rule) where T : IPendingDanceStore
    {
        IPendingDanceStore Create(MemoryPendingDanceStore real) =>
            (IPendingDanceStore)Activator.CreateInstance(typeof(T), [real])!;
        Func<MemoryPendingDanceStore, IPendingDanceStore> create = Create;
        return new TestCaseData(create, rule).SetArgDisplayNames(typeof(T).Name, rule);
    }
}
