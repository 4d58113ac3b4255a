using OAuthClient.Testing.Contracts;
using static OAuthClient.Tests.Contracts.VersionDefects;

namespace OAuthClient.Tests.Contracts;

/// <summary>The contract finds a token store that keeps any one field badly.</summary>
public class TokenFieldDefectTests
{
    private static IEnumerable<TestCaseData> Fields => FieldDefectCases.Of(typeof(OAuthToken));

    private static IEnumerable<TestCaseData> CutFields => FieldDefectCases.CutsOf(typeof(OAuthToken));

    [TestCaseSource(nameof(Fields))]
    [TestCaseSource(nameof(CutFields))]
    public async Task A_field_that_is_kept_badly_breaks_the_rule(string path, FieldDefect defect)
    {
        var place = new ClockedPlace();
        var subject = new TokenStoreSubject(time => new ChangedToken(place, time, token => defect.Apply(token, path)));
        var rule = TokenStoreContract.RulesFor(LeaseEnd.ByClock)
            .Single(rule => rule.Name == "Every field of a token is stored and returned");
        var broken = await Assert.ThrowsAsync<StoreRuleException>(() => rule.CheckAsync(subject));
        Assert.That(broken!.InnerException, Is.TypeOf<BrokenExpectationException>(), "found by a comparison");
    }
}
