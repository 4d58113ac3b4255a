using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OAuthHarness;

namespace OAuthClient.Tests.Harness;

/// <summary>Runs commands of the harness in this process, with a folder of profiles that only one test uses.</summary>
internal sealed class HarnessShell : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("harness-");

    /// <summary>The folder of the profiles.</summary>
    public string Home => _home.FullName;

    /// <summary>Runs a command to its end.</summary>
    public Task<HarnessResult> RunAsync(params string[] words) => Start(words).EndAsync();

    /// <summary>Starts a command that waits for something, such as a login.</summary>
    public HarnessProcess Start(params string[] words) => new([.. words, "--home", Home, "--no-input", "--no-keychain"]);

    /// <summary>Runs a command that must succeed.</summary>
    /// <returns>The command's stdout.</returns>
    public async Task<string> PrintAsync(params string[] words)
    {
        var result = await RunAsync(words);
        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        return result.Data;
    }

    public async Task<JsonNode> ReadJsonAsync(params string[] words) =>
        JsonNode.Parse(await PrintAsync([.. words, "--json"]))!;

    public void Dispose() => _home.Delete(recursive: true);
}

/// <summary>A command that has ended.</summary>
internal sealed record HarnessResult(int ExitCode, string Data, string Messages)
{
    public override string ToString() => $"exit code {ExitCode}\n{Data}\n{Messages}";
}

/// <summary>A command that is running in this process.</summary>
internal sealed class HarnessProcess
{
    private readonly StringBuilder _data = new();
    private readonly StringBuilder _messages = new();
    private readonly TextWriter _sharedMessages;
    private readonly Task<int> _running;

    public HarnessProcess(string[] words)
    {
        _sharedMessages = TextWriter.Synchronized(new StringWriter(_messages));
        var configuration = new InvocationConfiguration { Output = new StringWriter(_data), Error = _sharedMessages };
        _running = HarnessCommand.RunAsync(words, configuration);
    }

    /// <summary>The messages for people so far.</summary>
    public string Messages
    {
        get
        {
            lock (_sharedMessages)
                return _messages.ToString();
        }
    }

    /// <summary>Waits until a line of the messages matches, and returns the match's first group.</summary>
    public async Task<string> FindAsync(string pattern)
    {
        for (var round = 0; round < 600 && !_running.IsCompleted; round++)
        {
            var match = Regex.Match(Messages, pattern);
            if (match.Success)
                return match.Groups[1].Value;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
        Assert.Fail($"'{pattern}' was not told: {Messages}");
        return "";
    }

    public async Task<HarnessResult> EndAsync()
    {
        var exitCode = await _running.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System);
        return new(exitCode, _data.ToString(), Messages);
    }
}
