using System.Text.RegularExpressions;

namespace OAuthClient.Tests.Login;

/// <summary>
/// Callbacks that anybody could have written: each is refused before anything is asked of the provider.
/// </summary>
public class RefusedCallbackTests
{
    private static readonly string[] OAuth2Parameters =
    [
        "state", "code", "error", "error_description", "error_uri", "iss",
    ];
    private static readonly string[] OAuth1Parameters = ["oauth_token", "oauth_verifier", "denied", "oauth_problem"];

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
            await setup.AssertRefusedAsync(callback, Code(protocol, "expired"));
        }
    }

    private static IEnumerable<TestCaseData> ChangedCallbacks()
    {
        foreach (var (protocol, handle, parameters) in new[]
        {
            (Protocol.OAuth2, "state", OAuth2Parameters),
            (Protocol.OAuth1, "oauth_token", OAuth1Parameters),
        })
        {
            TestCaseData Row(string name, string code, Func<string, string> change) =>
                new TestCaseData(protocol, change, code).SetArgDisplayNames(protocol.ToString(), name, code);
            foreach (var nothing in new[]
            {
                "",
                "?",
                "#",
                "&&&",
                "===",
                "garbage",
                "https://app.example/callback",
                "\ufffd\u2028\ud800",
            })
                yield return Row($"'{Uri.EscapeDataString(nothing)}'", Code(protocol, "missing"), _ => nothing);
            yield return Row(
                "handle absent",
                Code(protocol, "missing"),
                callback => Regex.Replace(callback, $"{handle}=[^&]*", ""));
            yield return Row(
                "handle empty",
                Code(protocol, "missing"),
                callback => Regex.Replace(callback, $"{handle}=[^&]*", $"{handle}="));
            yield return Row(
                "handle in capitals",
                Code(protocol, "missing"),
                callback => callback.Replace($"{handle}=", $"{handle.ToUpperInvariant()}=", StringComparison.Ordinal));
            yield return Row(
                "handle unknown",
                Code(protocol, "unknown"),
                callback => Regex.Replace(callback, $"{handle}=[^&]*", $"{handle}=never-begun-by-anybody"));
            yield return Row(
                "handle longer",
                Code(protocol, "unknown"),
                callback => Regex.Replace(callback, $"{handle}=[^&]*", "$0A"));
            yield return Row("error of another login", Code(protocol, "unknown"), _ => protocol == Protocol.OAuth2
                ? "state=never-begun-by-anybody&error=access_denied&error_description=words-of-the-caller"
                : "oauth_token=never-begun-by-anybody&oauth_problem=words-of-the-caller");
            foreach (var name in parameters)
                yield return Row(
                    $"{name} twice",
                    OAuthErrorCode.ParameterRepeated,
                    callback => $"{callback}&{name}=the-callers-first&{name}=the-callers-second");
            foreach (var unreadable in new[]
            {
                "%ZZ",
                "%",
                "%4",
                "%FF%FE",
                "%C0%AF",
                "%ED%A0%80",
                "%00",
                "%0D%0ASet-Cookie:a",
                "\r\n",
                "%7F",
                "%C2%85",
                new('a', 8 * 1024 + 1),
            })
            {
                var shown = Uri.EscapeDataString(unreadable.Length > 20 ? "long" : unreadable);
                yield return Row(
                    $"value {shown}", OAuthErrorCode.CallbackMalformed, callback => $"{callback}&x={unreadable}");
                if (unreadable.Length < 20)
                    yield return Row(
                        $"name {shown}", OAuthErrorCode.CallbackMalformed, callback => $"{callback}&{unreadable}=x");
            }
        }
    }

    private static string Code(Protocol protocol, string what) =>
        $"{(protocol == Protocol.OAuth2 ? "state" : "request_token")}_{what}";

    // The names of parameters are the protocol's own.
    private static string Values(string callback) =>
        string.Join('&', callback.Split('?', '&').Select(pair => pair.Split('=', 2)[^1]));
}
