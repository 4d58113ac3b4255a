using OAuthClient.Testing.Contracts;
using static OAuthClient.Tests.Contracts.KeyDefects;
using static OAuthClient.Tests.Contracts.LeaseDefects;
using static OAuthClient.Tests.Contracts.VersionDefects;

namespace OAuthClient.Tests.Contracts;

/// <summary>The contract finds each planted defect, by the rule that the defect breaks.</summary>
public class TokenStoreDefectTests
{
    private static readonly IReadOnlyList<StoreRule<TokenStoreSubject>> Rules =
        TokenStoreContract.RulesFor(LeaseEnd.ByClock);

    private static IEnumerable<TestCaseData> Sound =>
        Rules.Select(rule => new TestCaseData(rule).SetArgDisplayNames(rule.Name));

    private static IEnumerable<TestCaseData> Defects()
    {
        yield return Defect<LostLockSwallowed>("A lease stays with its holder until it is released");
        yield return Defect<LifetimeFromTheWait>("The lifetime of a lease starts when its holder gets it");
        yield return Defect<OtherLifetime>("A lease that is not released ends after its lifetime", 2.0);
        yield return Defect<OtherLifetime>("A lease that is not released ends after its lifetime", 1_000_000.0);
        yield return Defect<OtherLifetime>("A lease that is not released lasts its lifetime", 0.9);
        yield return Defect<ComparedWithItself>("A token is replaced only in the version that was read");
        yield return Defect<WriteWithoutCondition>(
            "A create does not overwrite a token and a replace does not restore a deleted token");
        yield return Defect<ClockOfAnotherMachine>("A machine whose clock is ahead takes no lease before its end");
        yield return Defect<SystemClock>("A lease that is not released ends after its lifetime");
        yield return Defect<DeleteOfAnyVersion>("Deleting an old version leaves the current version");
        yield return Defect<ReadBehindACache>("A read returns what another store has just written or deleted");

        yield return Defect<CheckedBeforeTheWrite>("One of many concurrent replaces of a version succeeds");
        yield return Defect<CheckedBeforeTheWrite>("One of many concurrent creates succeeds");
        yield return Defect<RefusedWriteDeletes>("A refused write leaves the token and its version as they were");
        yield return Defect<VersionByContent>("Each write gives the token another version");
        yield return Defect<VersionCountedFromOne>("A version is never reused");
        yield return Defect<JoinedKey>("Similar keys keep tokens apart");
        yield return Defect<KeyWithoutUnknownUser>(
            "Writes and deletes for the unknown user affect no token of another user");
        yield return Defect<KeyWithoutNuls>("A key with a NUL is refused or kept apart");
        yield return Defect<KeyWithoutSurrogates>(
            "A key with half a surrogate pair is refused or kept apart from the replacement character");
        yield return Defect<CaseBlindDelete>("A write or a delete changes no token of a similar user");
        yield return Defect<ReleaseByAnybody>(
            "Releasing a lease twice does not release the lease of the next holder");
        yield return Defect<ReleaseByAnybody>(
            "Releasing a lease that has ended does not release the lease of the next holder");
        yield return Defect<CancellationIgnored>(
            "Canceling a wait for a lease does not affect other waiting callers");
        yield return Defect<CanceledLeaseKept>("A caller that is canceled at any moment leaves no lease behind");
        yield return Defect<OneLeaseForAll>("The lease of another key does not wait");
        yield return Defect<OneLeaseForAll>("The lease of a similar key does not wait");
        yield return Defect<DeleteReleases>("A lease does not block reads, writes and deletes");
    }

    [TestCaseSource(nameof(Sound))]
    public async Task A_sound_store_keeps_the_rule(StoreRule<TokenStoreSubject> rule)
    {
        var place = new ClockedPlace();
        await rule.CheckAsync(new(time => new ClockedTokenStore(place, time)));
    }

    [TestCaseSource(nameof(Defects))]
    public async Task A_defect_breaks_the_rule(Func<ClockedPlace, TimeProvider, ITokenStore> create, string name)
    {
        var place = new ClockedPlace();
        var subject = new TokenStoreSubject(time => create(place, time)) { Patience = TimeSpan.FromSeconds(3) };
        var rule = Rules.Single(rule => rule.Name == name);
        var broken = await Assert.ThrowsAsync<StoreRuleException>(() => rule.CheckAsync(subject));
        Assert.That(broken!.Rule, Is.EqualTo(name));
        Assert.That(broken.Message, Does.Contain(name).And.Contain(broken.Expected).And.Contain(broken.Actual));
        TestContext.Out.WriteLine(broken.Message);
    }

    [Test]
    public void Each_rule_has_a_name_of_its_own() => Assert.That(Rules.Select(rule => rule.Name), Is.Unique);

    private static TestCaseData Defect<T>(string rule, params double[] more) where T : ClockedTokenStore
    {
        ITokenStore Create(ClockedPlace place, TimeProvider time) =>
            (ITokenStore)Activator.CreateInstance(typeof(T), [place, time, .. more.Cast<object>()])!;
        Func<ClockedPlace, TimeProvider, ITokenStore> create = Create;
        return new TestCaseData(create, rule).SetArgDisplayNames($"{typeof(T).Name}({string.Join(", ", more)})", rule);
    }
}
