using System.Buffers.Text;
using System.Text;
using System.Text.RegularExpressions;
using OAuthClient.Testing;

namespace OAuthClient.Tests;

/// <summary>Runs the programs of docs/grants.md against a pretend provider on this machine.</summary>
public partial class GrantExampleTests
{
    private const string Prefix = "urn:ietf:params:oauth:grant-type:";
    private const string OwnToken = """{"access_token":"of-the-account","token_type":"Bearer","expires_in":3600}""";

    [TestCase("A machine account", 0, "client_credentials", PretendProvider.ClientId)]
    [TestCase("A machine account", 1, "client_credentials", PretendProvider.ClientId)]
    [TestCase("A device login", 0, $"{Prefix}device_code", "anna")]
    [TestCase("A service account that signs", 0, $"{Prefix}jwt-bearer", "robot")]
    [TestCase("A SAML assertion", 0, $"{Prefix}saml2-bearer", "sam")]
    [TestCase("A token for another service", 0, $"{Prefix}token-exchange", PretendProvider.ClientId)]
    [TestCase("A user who holds a phone", 0, "urn:openid:params:grant-type:ciba", "anna@example.com")]
    [TestCase("A password", 0, "password", "anna")]
    [TestCase("A grant of your own", 0, "account_credentials", "account-7")]
    [TestCase("OAuth 1 without a user", 0, null, PretendProvider.ClientId)]
    [TestCase("A token at hand, and a doubt", 0, "client_credentials", $"{PretendProvider.ClientId}: ")]
    public async Task A_program_gets_its_token_by_the_grant_and_prints_what_the_provider_says(
        string heading, int number, string? grantType, string printed)
    {
        await using var provider = PretendProvider.Listen();
        Prepare(provider);
        var block = Read(provider, heading, number);
        var output = await ExampleProgram.RunAsync(block, PretendProvider.UserPassword, line => Allow(provider, line));
        Assert.That(output, Does.Contain(printed));
        var grants = provider.Requests
            .Where(request => request.Endpoint == PretendEndpoint.Token)
            .Select(request => request["grant_type"]);
        Assert.That(grants.LastOrDefault(), Is.EqualTo(grantType));
    }

    [Test]
    public void Every_program_of_the_document_is_run()
    {
        var blocks = Document.Blocks("docs/grants.md").Where(block => block.Language == "csharp");
        var method = nameof(A_program_gets_its_token_by_the_grant_and_prints_what_the_provider_says);
        var cases = GetType().GetMethod(method)!.GetCustomAttributes(typeof(TestCaseAttribute), false);
        Assert.That(
            cases.Cast<TestCaseAttribute>().Select(test => test.Arguments[0]),
            Is.EquivalentTo(blocks.Select(block => block.Heading)));
    }

    private static void Prepare(PretendProvider provider)
    {
        provider.PollInterval = TimeSpan.FromSeconds(1);
        provider.AcceptsPasswords = true;
        provider.TrustAssertion(
            Base64Url.EncodeToString(Encoding.UTF8.GetBytes("<saml:Assertion>…</saml:Assertion>")), "sam");
        provider.TokenAnswer = request =>
        {
            if (request["assertion"] is { } jwt && jwt.Split('.').Length == 3)
                provider.TrustAssertion(jwt, "robot");
            if (request["auth_req_id"] is { } asked)
                provider.AllowCiba(asked);
            return request["account_id"] is null ? null : new() { Content = new StringContent(OwnToken) };
        };
        provider.ApiAnswer = request => request.Authorization == "Bearer of-the-account"
            ? new() { Content = new StringContent("account-7") }
            : null;
    }

    // A user reads the code and types it on another device.
    private static void Allow(PretendProvider provider, string line)
    {
        if (UserCode().Match(line) is { Success: true } code)
            provider.AllowDevice(code.Groups[1].Value);
    }

    private static DocumentBlock Read(PretendProvider provider, string heading, int number)
    {
        var blocks = Document.Blocks("docs/grants.md").Where(block => block.Heading == heading);
        var block = blocks.Where(block => block.Language == "csharp").ElementAt(number);
        var text = Provider().Replace(block.Text, value => ValueOf(provider, value));
        text = text.Replace("https://api.bank.example/", $"{provider.BaseUrl}/api/", StringComparison.Ordinal);
        // No user of this store has logged in.
        if (text.Contains("ExchangeAsync", StringComparison.Ordinal))
            text = text.Replace(".Session(\"user-42\")", ".ApplicationSession()", StringComparison.Ordinal);
        return block with { Text = text };
    }

    // The pretend provider has endpoints and a registration of its own.
    private static string ValueOf(PretendProvider provider, Match value)
    {
        var kept = Kept().Matches(value.Value).Select(property => property.Value)
            .Append(value.Value.Contains("OAuth1", StringComparison.Ordinal) ? "" : "AuthorizationEndpoint = null");
        var text = string.Join(", ", kept.Where(property => property.Length > 0))
            .Replace("Allow = ", "Allow = Insecure.LoopbackHttp | ", StringComparison.Ordinal);
        var pretend = $"new OAuthClient.Testing.PretendProvider(\"{provider.BaseUrl}\")";
        return $"{pretend}.{value.Groups[1].Value} with {{ {text} }}";
    }

    [GeneratedRegex(@"new (OAuth[12])Provider \{[^}]*\}")]
    private static partial Regex Provider();

    [GeneratedRegex(@"(?:Name|Allow|Scopes) = (?:\[[^\]]*\]|""\w+""|[\w.]+)")]
    private static partial Regex Kept();

    [GeneratedRegex("type ([A-Z]{4}-[A-Z]{4})$")]
    private static partial Regex UserCode();
}
