using System.Text;
using OAuthClient.Storage;

namespace OAuthClient.Tests.Storage;

public class StoreFormatTests
{
    [TestCase("""{"v":1,"kind":"99","status":200}""")]
    [TestCase("""{"v":1,"kind":"0","status":200}""")]
    [TestCase("""{"v":1,"kind":"Stored","status":200,"error":{}}""")]
    [TestCase("""{"v":1,"kind":"Stored","status":200,"error":{"code":null,"message":"m"}}""")]
    [TestCase("""{"v":1,"kind":"Stored","status":200,"location":"/x"}""")]
    public void An_invalid_outcome_record_is_damaged(string stored) =>
        Assert.That(
            () => StoreFormat.ReadOutcome(Encoding.UTF8.GetBytes(stored)),
            Throws.TypeOf<DamagedRecordException>());

    [Test]
    public void Every_kind_of_outcome_is_read_as_it_was_written([Values] OAuthOutcomeKind kind)
    {
        var outcome = new OAuthOutcome(kind, OAuthResponse.Text("page", 403))
        {
            Error = new("interaction_required", "m") { ProviderError = "login_required", Hint = "h" },
        };
        Assert.That(StoreFormat.ReadOutcome(StoreFormat.Write(outcome)), Is.EqualTo(outcome));
    }

    [TestCase("")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("""{"v":1}""")]
    [TestCase("""{"v":2,"access_token":"canary"}""")]
    [TestCase("""{"v":1,"access_token":null}""")]
    [TestCase("""{"v":1,"access_token":"canary","fields":null}""")]
    [TestCase("""{"v":1,"access_token":"canary","granted_scopes":null}""")]
    [TestCase("""{"v":1,"access_token":"canary","granted_scopes":[null]}""")]
    [TestCase("""{"v":1,"access_token":"canary","requested_scopes":[null]}""")]
    [TestCase("""{"v":1,"access_token":"canary","fields":{"canary":null}}""")]
    [TestCase("""{"v":1,"access_token":"canary","expires_at":"canary"}""")]
    [TestCase("""{"v":1,"access_token":"canary"} and more""")]
    [TestCase("""{"v":1,"access_token":"canary""")]
    public void An_invalid_token_record_is_damaged_and_not_quoted(string stored)
    {
        var damaged =
            Assert.Throws<DamagedRecordException>(() => StoreFormat.ReadToken(Encoding.UTF8.GetBytes(stored)))!;
        Assert.That(damaged.ToString(), Does.Not.Contain("canary"));
    }

    [Test]
    public void A_record_with_one_changed_byte_is_either_readable_or_damaged()
    {
        var time = DateTimeOffset.UnixEpoch;
        AssertReadOrDamaged(
            StoreFormat.Write(new OAuthToken
            {
                AccessToken = "a",
                ExpiresAt = time,
                GrantedScopes = ["read"],
                Fields = new Dictionary<string, Secret> { ["f"] = "g" },
                Data = new Dictionary<string, Secret> { ["d"] = "e" },
            }),
            bytes => StoreFormat.ReadToken(bytes));
        AssertReadOrDamaged(
            StoreFormat.Write(StoredDance.Create("state") with
            {
                User = "42",
                Data = new Dictionary<string, Secret> { ["d"] = "e" },
            }),
            bytes => StoreFormat.ReadPendingDance(bytes));
        AssertReadOrDamaged(
            StoreFormat.Write(new OAuthOutcome(OAuthOutcomeKind.Failed, OAuthResponse.Redirect("/"))
            {
                Error = new("code", "words") { Status = 400, RetryAfter = TimeSpan.FromSeconds(1) },
                User = "42",
            }),
            bytes => StoreFormat.ReadOutcome(bytes));
    }

    private static void AssertReadOrDamaged(byte[] written, Action<byte[]> read)
    {
        foreach (var at in Enumerable.Range(0, written.Length))
        {
            foreach (var letter in "\0\"\\{}[]:,0-9en \u0080\u00ff")
            {
                byte[] changed = [.. written[..at], (byte)letter, .. written[(at + 1)..]];
                Assert.That(
                    CatchException(() => read(changed)),
                    Is.Null.Or.TypeOf<DamagedRecordException>(),
                    Encoding.Latin1.GetString(changed));
            }
        }
    }

    private static Exception? CatchException(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (Exception fault)
        {
            return fault;
        }
    }
}
