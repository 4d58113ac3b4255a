using System.CommandLine;
using System.Text.Json.Nodes;
using OAuthHarness;

namespace OAuthClient.Tests.Harness;

/// <summary>Runs commands of the harness in this process, with a folder of profiles of its own.</summary>
internal sealed class HarnessRun : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("harness-");

    public string Home => _home.FullName;

    /// <summary>Runs a command: its exit code, its stdout and its stderr.</summary>
    public async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        var code = await HarnessCommand.RunAsync(
            ["--home", Home, "--no-keychain", .. args],
            new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString().TrimEnd(), error.ToString().TrimEnd());
    }

    /// <summary>Runs a command that succeeds: its stdout.</summary>
    public async Task<string> SucceedAsync(params string[] args)
    {
        var (code, output, error) = await RunAsync(args);
        Assert.That(code, Is.Zero, error);
        return output;
    }

    /// <summary>Runs a command that succeeds with --json: its stdout.</summary>
    public async Task<JsonNode> ReadJsonAsync(params string[] args) =>
        JsonNode.Parse(await SucceedAsync([.. args, "--json"]))!;

    public string PathOf(string file) => Path.Combine(Home, file);

    public void Dispose() => _home.Delete(recursive: true);
}
