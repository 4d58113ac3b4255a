using System.Text.Json;
using OAuthClient.Testing;
using OAuthHarness;

namespace OAuthClient.Tests.Harness;

/// <summary>
/// Runs the harness commands <c>oauth1 sign</c> and <c>oauth1 explain</c> with command-line arguments.
/// </summary>
public class OAuth1CommandTests
{
    private const string Url = "https://api.example/photos?size=original&file=a%20b";

    // The API call in the example of RFC 5849 section 1.2.
    private static readonly string[] RfcExample =
    [
        "GET", "http://photos.example.net/photos?file=vacation.jpg&size=original",
        "--client-id", "dpf43f3p2l4k3l03",
        "--client-secret", "kd94hf93k423kf44",
        "--token-secret", "pfkkdhi9sl3r4s00",
        "--authorization",
        """OAuth realm="Photos", oauth_consumer_key="dpf43f3p2l4k3l03", oauth_token="nnch734d00sl2jdk", """
        + """oauth_signature_method="HMAC-SHA1", oauth_timestamp="137131202", oauth_nonce="chapoH", """
        + """oauth_signature="MdpQcU8iPSUjWoN%2FUDMsK2sui9I%3D" """,
    ];

    private static readonly string[] Credentials =
    [
        "--client-id", "me",
        "--client-secret", "my-client-secret",
        "--token", "the-token-itself",
        "--token-secret", "its-secret-too",
    ];

    [TestCase("header")]
    [TestCase("query")]
    [TestCase("form")]
    public async Task Sign_prints_a_request_with_a_valid_signature(string placement)
    {
        string[] options = ["--form", "c=d+e", "--placement", placement, "--signature-method", "HMAC-SHA512"];
        var request = await SignAsync(["post", Url, .. Credentials, .. options]);
        Assert.That(
            (request["oauth_token"], request["oauth_signature_method"]),
            Is.EqualTo(("the-token-itself", "HMAC-SHA512")));
        Assert.That(OAuth1Verifier.IsSignatureValid(request, "my-client-secret", "its-secret-too"), Is.True);
    }

    [Test]
    public async Task Explain_shows_why_the_signature_of_the_RFC_example_is_right()
    {
        var (code, output, _) = await RunAsync(["explain", .. RfcExample]);
        Assert.That((code, output), Is.EqualTo((0, """
            request      GET http://photos.example.net/photos
            parameters   file=vacation.jpg
                         oauth_consumer_key=dpf43f3p2l4k3l03
                         oauth_nonce=chapoH
                         oauth_signature_method=HMAC-SHA1
                         oauth_timestamp=137131202
                         oauth_token=***
                         size=original
            base string  GET&http%3A%2F%2Fphotos.example.net%2Fphotos&file%3Dvacation.jpg%26oauth_consumer_key%3Ddpf43f3p2l4k3l03%26oauth_nonce%3DchapoH%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131202%26oauth_token%3D***%26size%3Doriginal
            key          the client secret, percent-encoded, an & and the token secret, percent-encoded; for SHA1
                         client secret: 16 characters
                         token secret: 16 characters
            signature    right, by HMAC-SHA1

            """.ReplaceLineEndings())));
    }

    [Test]
    public async Task Explain_reports_a_signature_made_with_another_secret()
    {
        var (_, output, _) = await RunAsync([
            "explain", .. RfcExample.Select(argument => argument == "pfkkdhi9sl3r4s00" ? "another" : argument),
        ]);
        Assert.That(output, Does.Contain("not the one that these secrets make"));
    }

    [Test]
    public async Task Explain_reports_the_first_difference()
    {
        const string theirs = "GET&http%3A%2F%2Fphotos.example.net%2Fphotos&file%3Dvacation.jpg"
            + "%26oauth_consumer_key%3Ddpf43f3p2l4k3l03%26oauth_nonce%3DCHAPOH";
        var (_, output, _) = await RunAsync(["explain", .. RfcExample, "--compare", theirs]);
        Assert.That(
            output,
            Does.Contain(
                "The parameters differ from the 3rd on: the value of 'oauth_nonce' differs from character 13 on"));
    }

    [TestCase("GET", "POST", "for the method GET")]
    [TestCase("https://api.example/a?b=c", "http://api.example/a?b=c", "for https in place of http")]
    [TestCase("https://api.example/a", "https://api.example/a?b=c", "without the query")]
    [TestCase("--token-secret other", "--token-secret token-secret", "")]
    [TestCase("--client-secret token-secret --token-secret secret", "", "in each other's place")]
    [TestCase("--signature-method HMAC-SHA256", "", "with HMAC-SHA256")]
    public async Task Explain_names_the_usual_mistake_that_makes_a_signature_right(
        string atSigning, string atExplaining, string cause)
    {
        string[] words = ["--client-id", "key", "--client-secret", "secret", "--token", "token"];
        var (_, output, _) = await RunAsync(["sign", .. Arguments(atSigning, words)]);
        using var sent = JsonDocument.Parse(output);
        var header = sent.RootElement.GetProperty("authorization").GetString()!;
        var (code, text, _) = await RunAsync(
            ["explain", .. Arguments(atExplaining, words), "--authorization", header]);
        Assert.That(code, Is.EqualTo(ExitCode.Refused), text);
        Assert.That(text, cause.Length > 0 ? Does.Match($"cause .*{cause}") : Does.Contain("--compare"));
    }

    // The words of a row take the place of the usual method, address or options.
    private static string[] Arguments(string changed, string[] words)
    {
        var method = changed is "GET" or "POST" ? changed : "GET";
        var url = changed.StartsWith("http", StringComparison.Ordinal) ? changed : "https://api.example/a?b=c";
        string[] options = changed.StartsWith("--", StringComparison.Ordinal) ? changed.Split(' ') : [];
        var kept = words.Append("--token-secret").Append("token-secret").Chunk(2).Where(pair => !options.Contains(pair[0]));
        return [method, url, .. kept.SelectMany(pair => pair), .. options];
    }

    [Test]
    public async Task Explain_shows_secrets_only_with_the_option_show_secrets([Values] bool showSecrets)
    {
        var (_, output, _) = await RunAsync([
            "explain", .. RfcExample, .. showSecrets ? new[] { "--show-secrets" } : [],
        ]);
        Assert.That(
            output,
            showSecrets ? Does.Contain("oauth_token%3Dnnch734d00sl2jdk") : Does.Not.Contain("nnch734d00sl2jdk"));
        Canary.AssertNoSecret([output], ["kd94hf93k423kf44", "pfkkdhi9sl3r4s00"]);
    }

    [Test]
    public async Task Explain_signs_a_request_that_has_no_signature()
    {
        var (code, output, _) = await RunAsync(["explain", "GET", Url, .. Credentials]);
        Assert.That(
            (code, output.Contains("right, by HMAC-SHA1", StringComparison.Ordinal)),
            Is.EqualTo((0, true)),
            output);
        Canary.AssertNoSecret([output], ["my-client-secret", "the-token-itself", "its-secret-too"]);
    }

    [TestCase("header")]
    [TestCase("query")]
    [TestCase("form")]
    public async Task Sign_prints_no_escaped_ampersand(string placement)
    {
        var (_, output, _) = await RunAsync(
            ["sign", "POST", Url, .. Credentials, "--form", "a=1&b='2'", "--placement", placement]);
        Assert.That(output, Does.Contain("?size=original&file=a%20b").And.Contain("a=1&b='2'").And.Not.Contain("\\u0"));
    }

    [Test]
    public async Task Sign_can_sign_each_leg_of_a_login(
        [Values("header", "query", "form")] string placement, [Values("first", "third")] string leg)
    {
        string[] options = leg == "first"
            ? ["--client-id", "me", "--client-secret", "my-client-secret", "--callback", "http://printer.example.com/ready?x=y"]
            : [.. Credentials, "--verifier", "hfdp7dh39dks9884"];
        var request = await SignAsync(
            ["POST", "https://api.example/leg", .. options, "--version", "--placement", placement, "--form", "a=b"]);
        Assert.That(
            (request["oauth_callback"], request["oauth_verifier"], request["oauth_version"]),
            Is.EqualTo(leg == "first"
                ? ("http://printer.example.com/ready?x=y", null, "1.0")
                : ((string?)null, "hfdp7dh39dks9884", "1.0")));
        var tokenSecret = leg == "first" ? "" : "its-secret-too";
        Assert.That(OAuth1Verifier.IsSignatureValid(request, "my-client-secret", tokenSecret), Is.True);
    }

    [TestCase("oob")]
    [TestCase("com.example.app:/callback")]
    public async Task Sign_signs_any_callback(string callback) =>
        Assert.That(
            (await SignAsync(["POST", "https://api.example/leg", "--client-id", "me", "--callback", callback]))["oauth_callback"],
            Is.EqualTo(callback));

    [TestCase("HMAC-SHA1", "Lve95gjOVATpfV8EL5X4nxwjKHE=")]
    [TestCase("HMAC-SHA256", "f4OxZX/x/FO5LcGBSKHWXfwtSx+j1ncoSt3SABJtkGk=")]
    public async Task Sign_hashes_a_body_that_is_no_form(string method, string hash)
    {
        var request = await SignAsync(
        [
            "PUT", Url, .. Credentials, "--body", "Hello World!", "--body-hash", "--signature-method", method,
        ]);
        Assert.That(request["oauth_body_hash"], Is.EqualTo(hash));
        Assert.That(OAuth1Verifier.IsSignatureValid(request, "my-client-secret", "its-secret-too"), Is.True);
    }

    [TestCase("Authorization: {0}")]
    [TestCase("authorization:{0}")]
    [TestCase("  Authorization : {0}\r\n")]
    [TestCase("-H \"Authorization: {0}\"")]
    [TestCase("Authorization: {0}", true)]
    public async Task Explain_takes_a_pasted_header_line(string line, bool isFolded = false)
    {
        var header = isFolded ? RfcExample[^1].Replace(", ", ",\r\n    ", StringComparison.Ordinal) : RfcExample[^1];
        var pasted = line.Replace("{0}", header.Trim(), StringComparison.Ordinal);
        var (code, output, error) = await RunAsync(["explain", .. RfcExample[..^1], pasted]);
        Assert.That(output, Does.Contain("right, by HMAC-SHA1"), error);
        Assert.That(code, Is.Zero);
    }

    [TestCase("dpf43f3p2l4k3l04")]
    [TestCase("DPF43F3P2L4K3L03")]
    public async Task Explain_finds_no_signature_of_another_client_right(string clientId)
    {
        var (_, output, _) = await RunAsync([
            "explain", .. RfcExample.Select(argument => argument == "dpf43f3p2l4k3l03" ? clientId : argument),
        ]);
        Assert.That(output, Does.Not.Contain("right, by").And.Contain("dpf43f3p2l4k3l03").And.Contain(clientId));
    }

    [Test]
    public async Task Explain_tells_when_the_token_is_another()
    {
        var (_, output, _) = await RunAsync(["explain", .. RfcExample, "--token", "another-token"]);
        Assert.That(output, Does.Contain("not the token of the request").And.Not.Contain("another-token"));
    }

    [Test]
    public async Task A_secret_may_come_from_the_environment()
    {
        Environment.SetEnvironmentVariable("HARNESS_TEST_SECRET", "kd94hf93k423kf44");
        var (_, output, _) = await RunAsync([
            "explain",
            .. RfcExample.Select(argument => argument == "kd94hf93k423kf44" ? "env:HARNESS_TEST_SECRET" : argument),
        ]);
        Assert.That(output, Does.Contain("right, by HMAC-SHA1"));
    }

    [TestCase("no absolute http or https address", "GET", "photos", "--client-id", "me")]
    [TestCase("Required argument missing", "GET")]
    [TestCase("'--client-id' is required", "GET", Url)]
    [TestCase("'MD5' not recognized", "GET", Url, "--client-id", "me", "--signature-method", "MD5")]
    [TestCase(
        "HARNESS_NOT_SET, which is not set",
        "GET", Url, "--client-id", "me", "--client-secret", "env:HARNESS_NOT_SET")]
    [TestCase(
        "The private key cannot be used: it is empty",
        "GET", Url, "--client-id", "me", "--signature-method", "RSA-SHA1")]
    [TestCase(
        "File does not exist",
        "GET", Url, "--client-id", "me", "--signature-method", "RSA-SHA1", "--private-key", "no-such-file.pem")]
    [TestCase("must be https", "GET", "http://api.example/", "--client-id", "me")]
    public async Task Invalid_arguments_are_reported_and_nothing_is_signed(string message, params string[] arguments)
    {
        var (code, output, error) = await RunAsync(["sign", .. arguments]);
        Assert.That(error, Does.Contain(message));
        Assert.That(code, Is.Not.Zero);
        Assert.That(output, Does.Not.Contain("oauth_"));
    }

    private static async Task<OAuth1Request> SignAsync(string[] arguments)
    {
        var (code, output, error) = await RunAsync(["sign", .. arguments]);
        Assert.That(code, Is.Zero, error);
        var sent = JsonDocument.Parse(output).RootElement;
        var method = sent.GetProperty("method").GetString()!;
        var form = sent.GetProperty("form").GetString();
        return new(new(PretendEndpoint.Api, method, sent.GetProperty("url").GetString()!)
        {
            Authorization = sent.GetProperty("authorization").GetString(),
            ContentType = form is null ? null : "application/x-www-form-urlencoded",
            Body = form ?? sent.GetProperty("body").GetString() ?? "",
        });
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await HarnessCommand.RunAsync(["oauth1", .. arguments], new() { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
