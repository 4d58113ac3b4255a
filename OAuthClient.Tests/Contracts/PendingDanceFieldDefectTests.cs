using OAuthClient.Storage;
using OAuthClient.Testing.Contracts;
using static OAuthClient.Tests.Contracts.DanceDefects;

namespace OAuthClient.Tests.Contracts;

/// <summary>The contract finds a store of pending dances that keeps any one field badly.</summary>
public class PendingDanceFieldDefectTests
{
    private const string TakeRule = "An outcome comes with the callback and the time of the take";

    private static IEnumerable<TestCaseData> Dances => FieldDefectCases.Of(typeof(PendingDance));

    private static IEnumerable<TestCaseData> CutDances => FieldDefectCases.CutsOf(typeof(PendingDance));

    private static IEnumerable<TestCaseData> Outcomes => FieldDefectCases.Of(typeof(FinishedDance), IsOfTheTake);

    private static IEnumerable<TestCaseData> CutOutcomes => FieldDefectCases.CutsOf(typeof(FinishedDance), IsOfTheTake);

    private static IEnumerable<TestCaseData> Takes()
    {
        yield return Take("now", (finished, time) => finished with { TakenAt = time.GetUtcNow() });
        yield return Take("never", (finished, _) => finished with { TakenAt = default });
        yield return Take("cut", (finished, _) => finished with { CallbackDigest = finished.CallbackDigest[..40] });
        yield return Take("lower case", (finished, _) =>
            finished with { CallbackDigest = finished.CallbackDigest.ToLowerInvariant() });
        yield return Take("upper case", (finished, _) =>
            finished with { CallbackDigest = finished.CallbackDigest.ToUpperInvariant() });
    }

    [TestCaseSource(nameof(Dances))]
    public Task A_field_of_a_dance_that_is_kept_badly_breaks_the_rule(string path, FieldDefect defect) =>
        ExpectBrokenAsync(
            "Every field of a dance is saved and returned",
            (real, _) => new ChangedDance(real) { Dance = dance => defect.Apply(dance, path) });

    [TestCaseSource(nameof(CutDances))]
    public Task A_field_of_a_dance_that_is_cut_breaks_the_rule(string path, FieldDefect defect) =>
        ExpectBrokenAsync(
            "The longest text of each field of a dance is saved and returned",
            (real, _) => new ChangedDance(real) { Dance = dance => defect.Apply(dance, path) });

    [TestCaseSource(nameof(Outcomes))]
    [TestCaseSource(nameof(CutOutcomes))]
    public Task A_field_of_an_outcome_that_is_kept_badly_breaks_the_rule(string path, FieldDefect defect) =>
        ExpectBrokenAsync(
            "Every field of an outcome is saved and returned",
            (real, _) => new ChangedDance(real) { Finished = finished => defect.Apply(finished, path) });

    [TestCaseSource(nameof(Takes))]
    public Task A_take_that_is_kept_badly_breaks_the_rule(Func<FinishedDance, TimeProvider, FinishedDance> change) =>
        ExpectBrokenAsync(
            TakeRule, (real, time) => new ChangedDance(real) { Finished = finished => change(finished, time) });

    private static TestCaseData Take(string name, Func<FinishedDance, TimeProvider, FinishedDance> change) =>
        new TestCaseData(change).SetArgDisplayNames(name);

    private static bool IsOfTheTake(string path) =>
        path is nameof(FinishedDance.CallbackDigest) or nameof(FinishedDance.TakenAt);

    private static async Task ExpectBrokenAsync(
        string name, Func<MemoryPendingDanceStore, TimeProvider, IPendingDanceStore> create)
    {
        IPendingDanceStore? store = null;
        var subject = new PendingDanceStoreSubject(time => store ??= create(new(time), time));
        var rule = PendingDanceStoreContract.Rules.Single(rule => rule.Name == name);
        var broken = await Assert.ThrowsAsync<StoreRuleException>(() => rule.CheckAsync(subject));
        Assert.That(broken!.InnerException, Is.TypeOf<BrokenExpectationException>(), "found by a comparison");
    }
}
