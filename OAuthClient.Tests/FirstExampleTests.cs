using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using OAuthClient.Testing;

namespace OAuthClient.Tests;

/// <summary>
/// Runs the first examples of the documents as programs, against a pretend provider on this machine. The test reads the
/// program's output as a user does: a link ends at the first space.
/// </summary>
public partial class FirstExampleTests
{
    private const string Right = PretendProvider.ClientSecret;

    [TestCase("README.md", "Stored", "a repository")]
    [TestCase("docs/getting-started.md", "store, for nobody objected", "anna")]
    public async Task The_first_example_prints_a_link_with_two_scopes_and_stores_the_token(
        string file, params string[] printed)
    {
        await using var provider = PretendProvider.Listen();
        var output = await RunAsync(file, provider, Right);
        var login = provider.AssertCalledOnce(PretendEndpoint.Authorization);
        Assert.That(login["scope"]!.Split(' '), Has.Length.EqualTo(2), "the whole link was opened");
        foreach (var text in printed)
            Assert.That(output, Does.Contain(text));
    }

    [TestCase("README.md")]
    [TestCase("docs/getting-started.md")]
    public async Task The_first_example_tells_the_cause_when_the_secret_is_wrong(string file)
    {
        await using var provider = PretendProvider.Listen();
        var output = await RunAsync(file, provider, "another secret");
        Assert.That(output, Does.Contain("invalid_client").And.Contain("ClientSecret"));
        Assert.That(output, Does.Not.Contain("another secret"));
    }

    private static async Task<string> RunAsync(string file, PretendProvider provider, string secret)
    {
        provider.ApiAnswer = request => new()
        {
            Content = new StringContent(
                request.Url.EndsWith("/repos", StringComparison.Ordinal)
                    ? """[{"name":"a repository"}]"""
                    : """{"username":"anna"}"""),
        };
        var block = Document.Blocks(file).First(block => block.Language == "csharp");
        var text = Preset().Replace(block.Text, $"new OAuthClient.Testing.PretendProvider(\"{provider.BaseUrl}\").OAuth2 with");
        text = Regex.Replace(text, "ClientId = [^,]+,", $"ClientId = \"{PretendProvider.ClientId}\",");
        text = Regex.Replace(text, "ClientSecret = [^,]+,", $"ClientSecret = \"{secret}\",");
        var program = Path.Combine(AppContext.BaseDirectory, $"example-{Path.GetRandomFileName()}.dll");
        try
        {
            using (var assembly = File.Create(program))
            {
                var emitted = DocumentCompiler.Compile(block with { Text = text }).Emit(assembly);
                Assert.That(emitted.Success, Is.True, string.Join('\n', emitted.Diagnostics));
            }
            return await InteractAsync(program);
        }
        finally
        {
            File.Delete(program);
        }
    }

    private static async Task<string> InteractAsync(string program)
    {
        var settings = Path.Combine(AppContext.BaseDirectory, "OAuthClient.Tests");
        using var process = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                "exec", "--depsfile", $"{settings}.deps.json", "--runtimeconfig", $"{settings}.runtimeconfig.json", program,
            },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = new StringBuilder();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            output.AppendLine(line);
            if (Link().Match(line) is not { Success: true } link || link.Value.Contains("token", StringComparison.Ordinal))
                continue;
            using var http = new SocketsHttpHandler { AllowAutoRedirect = false };
            var callback = await new PretendBrowser(http).AllowAsync(new(link.Value));
            await process.StandardInput.WriteLineAsync(callback.Url.AbsoluteUri);
            await process.StandardInput.FlushAsync();
        }
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, await errors);
        return output.ToString();
    }

    [GeneratedRegex(@"Providers\.\w+ with")]
    private static partial Regex Preset();

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/authorize\S*")]
    private static partial Regex Link();
}
