using System.Net;
using System.Net.Http.Headers;
using System.Text;
using OAuthClient.OAuth2;
using OAuthClient.Testing;
using static OAuthClient.Tests.Web.WebHost;

namespace OAuthClient.Tests.Web;

/// <summary>The login endpoint and the callback endpoint answer malformed POST requests with status 400.</summary>
public class WebFormTests
{
    private const string FormMediaType = "application/x-www-form-urlencoded", MultipartMediaType = "multipart/form-data; boundary=x";

    private static IEnumerable<TestCaseData> MalformedBodies()
    {
        yield return Case("no body", FormMediaType, "");
        yield return Case("no form", "application/json", """{"state":"1"}""");
        yield return Case(
            "too many fields", FormMediaType, string.Join('&', Enumerable.Range(0, 2000).Select(number => $"f{number}=1")));
        yield return Case("a long name", FormMediaType, $"{new string('n', 5000)}=1");
        yield return Case("a huge value", FormMediaType, $"state={new string('v', 5_000_000)}");
        yield return Case("broken escapes", FormMediaType, "state=%zz&code=%");
        yield return Case("no UTF-8", FormMediaType, "state=%ff%fe");
        yield return Case("a coding nobody knows", "application/x-www-form-urlencoded; charset=utf-7", "state=1");
        yield return Case("parts without a boundary", "multipart/form-data", "--x\r\n\r\n");
        yield return Case("a long boundary", $"multipart/form-data; boundary={new string('x', 500)}", "--x\r\n");
        yield return Case(
            "parts that break off", MultipartMediaType, "--x\r\nContent-Disposition: form-data; name=\"state\"\r\n\r\n1");
        yield return Case("parts with no header", MultipartMediaType, "--x\r\nnonsense\r\n\r\n1\r\n--x--");
        yield return Case(
            "a large part",
            MultipartMediaType,
            "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n"
            + $"{new string('v', 200_000)}\r\n--x--");
    }

    [TestCaseSource(nameof(MalformedBodies))]
    public async Task A_malformed_post_to_the_login_endpoint_is_answered_with_status_400(string type, string body)
    {
        await using var host = await WebHost.StartAsync();
        Assert.That(
            (await host.SendAsync("POST", "/login/pretend", Content(type, body))).StatusCode,
            Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [TestCaseSource(nameof(MalformedBodies))]
    public async Task T12_A_malformed_post_to_the_callback_endpoint_is_refused_without_a_token_request(
        string type, string body)
    {
        await using var host = await WebHost.StartAsync(
            new() { ChangeProvider = provider => provider with { ResponseMode = ResponseMode.FormPost } });
        Assert.That(
            (await host.PostCallbackAsync(CallbackPath, Content(type, body), new())).StatusCode,
            Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(host.Provider.CountCalls(PretendEndpoint.Token), Is.Zero);
    }

    [Test]
    public async Task T11_A_posted_callback_with_two_states_is_refused()
    {
        await using var host = await WebHost.StartAsync(
            new() { ChangeProvider = provider => provider with { ResponseMode = ResponseMode.FormPost } });
        var body = Content(FormMediaType, "state=1&state=2&code=3");
        var answer = await host.PostCallbackAsync(CallbackPath, body, new());
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain(OAuthErrorCode.ParameterRepeated));
    }

    private static TestCaseData Case(string name, string type, string body) =>
        new(type, body) { TestName = $"{{m}}: {name}" };

    private static StringContent Content(string type, string body)
    {
        var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }
}
