using System.Text;
using OAuthClient.Storage;

namespace OAuthClient.Tests.Storage;

public class StoreFormatTests
{
    [TestCase("""{"v":1,"kind":"99","status":200}""")]
    [TestCase("""{"v":1,"kind":"Stored","status":200,"location":"/x"}""")]
    public void What_is_no_outcome_is_damaged(string stored) =>
        Assert.That(() => StoreFormat.ReadOutcome(System.Text.Encoding.UTF8.GetBytes(stored)), Throws.TypeOf<DamagedRecordException>());

    [TestCase("")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("""{"v":1}""")]
    [TestCase("""{"v":2,"access_token":"canary"}""")]
    [TestCase("""{"v":1,"access_token":null}""")]
    [TestCase("""{"v":1,"access_token":"canary","fields":null}""")]
    [TestCase("""{"v":1,"access_token":"canary","granted_scopes":null}""")]
    [TestCase("""{"v":1,"access_token":"canary","expires_at":"canary"}""")]
    [TestCase("""{"v":1,"access_token":"canary"} and more""")]
    [TestCase("""{"v":1,"access_token":"canary""")]
    public void What_is_no_token_is_damaged_and_not_quoted(string stored)
    {
        var damaged = Assert.Throws<DamagedRecordException>(() => StoreFormat.ReadToken(Encoding.UTF8.GetBytes(stored)))!;
        Assert.That(damaged.ToString(), Does.Not.Contain("canary"));
    }
}
