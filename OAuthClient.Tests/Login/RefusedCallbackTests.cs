using System.Text.RegularExpressions;

namespace OAuthClient.Tests.Login;

/// <summary>Forged callbacks, refused before any request is sent to the provider.</summary>
public class RefusedCallbackTests
{
    private static readonly string[] OAuth2Parameters =
    [
        "state", "code", "error", "error_description", "error_uri", "iss",
    ];

    private static readonly string[] OAuth1Parameters = ["oauth_token", "oauth_verifier", "denied", "oauth_problem"];

    private static readonly string[] WithoutParameters =
    [
        "", "?", "#", "&&&", "===", "garbage", "https://app.example/callback", "\ufffd\u2028\ud800",
    ];

    private static readonly string[] Unreadable =
    [
        "%ZZ", "%", "%4", "%FF%FE", "%C0%AF", "%ED%A0%80", "%00", "%0D%0ASet-Cookie:a", "\r\n", "%7F", "%C2%85",
        new('a', 8 * 1024 + 1),
    ];

    [TestCaseSource(nameof(ChangedCallbacks))]
    public async Task A_changed_callback_is_refused(Protocol protocol, Func<string, string> change, string code)
    {
        var setup = new DanceSetup(protocol);
        var callback = change(await setup.GetCallbackUrlAsync("42"));
        await setup.AssertRefusedAsync(
            () => setup.Dance.FinishAsync(callback, setup.Browser.Cookie), code, Values(callback));
    }

    [TestCaseSource(nameof(ChangedCallbacks))]
    public async Task A_changed_callback_leaves_the_login_unchanged(
        Protocol protocol, Func<string, string> change, string code)
    {
        var setup = new DanceSetup(protocol);
        var callback = await setup.GetCallbackUrlAsync("42");
        Assert.That(
            (await setup.Dance.FinishAsync(change(callback), setup.Browser.Cookie)).Error?.Code,
            Is.EqualTo(code));
        Assert.That((await setup.Dance.FinishAsync(callback, setup.Browser.Cookie)).IsStored, Is.True);
    }

    [Test]
    public async Task An_unknown_parameter_of_up_to_8_KiB_is_ignored([Values] Protocol protocol)
    {
        var setup = new DanceSetup(protocol);
        var callback = $"{await setup.GetCallbackUrlAsync("42")}&x={new string('a', 8 * 1024)}&x=";
        Assert.That((await setup.Dance.FinishAsync(callback, setup.Browser.Cookie)).IsStored, Is.True);
    }

    [TestCase(15 * 60)]
    [TestCase(24 * 60 * 60)]
    public async Task A_callback_that_comes_too_late_is_expired(int seconds)
    {
        foreach (var protocol in Enum.GetValues<Protocol>())
        {
            var setup = new DanceSetup(protocol);
            var callback = await setup.GetCallbackUrlAsync("42");
            setup.Time.Advance(TimeSpan.FromSeconds(seconds));
            await setup.AssertRefusedAsync(callback, Callbacks.ErrorCode(protocol, "expired"));
        }
    }

    private static IEnumerable<TestCaseData> ChangedCallbacks()
    {
        foreach (var (protocol, idName, parameters) in new[]
        {
            (Protocol.OAuth2, "state", OAuth2Parameters),
            (Protocol.OAuth1, "oauth_token", OAuth1Parameters),
        })
        {
            var missing = Callbacks.ErrorCode(protocol, "missing");
            var unknown = Callbacks.ErrorCode(protocol, "unknown");
            TestCaseData Row(string name, string code, Func<string, string> change) =>
                new TestCaseData(protocol, change, code).SetArgDisplayNames(protocol.ToString(), name, code);
            foreach (var text in WithoutParameters)
                yield return Row($"'{Uri.EscapeDataString(text)}'", missing, _ => text);
            yield return Row(
                "id absent",
                missing,
                callback => Regex.Replace(callback, $"{idName}=[^&]*", ""));
            yield return Row(
                "id empty",
                missing,
                callback => Regex.Replace(callback, $"{idName}=[^&]*", $"{idName}="));
            yield return Row(
                "id name in capitals",
                missing,
                callback => callback.Replace($"{idName}=", $"{idName.ToUpperInvariant()}=", StringComparison.Ordinal));
            yield return Row(
                "id unknown",
                unknown,
                callback => Regex.Replace(callback, $"{idName}=[^&]*", $"{idName}=unknown-login-id"));
            yield return Row(
                "id longer",
                unknown,
                callback => Regex.Replace(callback, $"{idName}=[^&]*", "$0A"));
            yield return Row("error of another login", unknown, _ => protocol == Protocol.OAuth2
                ? "state=unknown-login-id&error=access_denied&error_description=words-of-the-caller"
                : "oauth_token=unknown-login-id&oauth_problem=words-of-the-caller");
            foreach (var name in parameters)
            {
                yield return Row(
                    $"{name} twice",
                    OAuthErrorCode.ParameterRepeated,
                    callback => $"{callback}&{name}=the-callers-first&{name}=the-callers-second");
            }
            foreach (var unreadable in Unreadable)
            {
                var shown = Uri.EscapeDataString(unreadable.Length > 20 ? "long" : unreadable);
                foreach (var name in new[] { idName, Callbacks.CodeOrVerifierParameter(protocol) })
                {
                    yield return Row(
                        $"{name} {shown}",
                        OAuthErrorCode.CallbackMalformed,
                        callback => Callbacks.WithValue(callback, name, unreadable));
                }
            }
        }
    }

    // Only parameter values are checked; parameter names come from the protocol, not from the caller.
    private static string Values(string callback) =>
        string.Join('&', callback.Split('?', '&').Select(pair => pair.Split('=', 2)[^1]));
}
