using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using OAuthClient.Testing;

namespace OAuthClient.Tests;

/// <summary>
/// The first example of a document: a program that prints a link and waits for the address where its user ends up. It
/// logs in at a pretend provider on this machine in place of a preset.
/// </summary>
internal static partial class FirstExample
{
    /// <summary>Reads the example, with a provider and a registration that exist.</summary>
    public static DocumentBlock Prepare(
        string file, PretendProvider provider, string secret = PretendProvider.ClientSecret)
    {
        var repositories = """[{"name":"a repository"}]""";
        var user = """{"username":"anna"}""";
        provider.ApiAnswer = request => new()
        {
            Content = new StringContent(request.Url.EndsWith("/repos", StringComparison.Ordinal) ? repositories : user),
        };
        var block = Document.Blocks(file).First(block => block.Language == "csharp");
        var text = Preset().Replace(block.Text, $"{ValueOf(provider)} with");
        text = Regex.Replace(text, "ClientId = [^,]+,", $"ClientId = \"{PretendProvider.ClientId}\",");
        return block with { Text = Regex.Replace(text, "ClientSecret = [^,}]+", $"ClientSecret = \"{secret}\"") };
    }

    /// <summary>The C# expression for the value of a provider that listens.</summary>
    public static string ValueOf(PretendProvider provider) =>
        $"new OAuthClient.Testing.PretendProvider(\"{provider.BaseUrl}\").OAuth2";

    /// <summary>
    /// Runs a program, follows the link that it prints as a user does, for whom a link ends at the first space, and
    /// types the address of the callback.
    /// </summary>
    /// <param name="start">The program, and the folder to run it in.</param>
    /// <param name="isLast">Says of a line that the program is to be ended there; by default it ends by itself.</param>
    /// <returns>The program's output.</returns>
    public static async Task<string> RunAsync(ProcessStartInfo start, Func<string, bool>? isLast = null)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.StandardOutputEncoding = Encoding.UTF8;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = new StringBuilder();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            output.AppendLine(line);
            if (isLast?.Invoke(line) == true)
            {
                process.Kill(entireProcessTree: true);
                return output.ToString();
            }
            if (Link().Match(line) is not { Success: true } link || link.Value.Contains("token", StringComparison.Ordinal))
                continue;
            using var http = new SocketsHttpHandler { AllowAutoRedirect = false };
            var callback = await new PretendBrowser(http).AllowAsync(new(link.Value));
            await process.StandardInput.WriteLineAsync(callback.Url.AbsoluteUri);
            await process.StandardInput.FlushAsync();
        }
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, $"{output}\n{await errors}");
        return output.ToString();
    }

    [GeneratedRegex(@"Providers\.\w+ with")]
    private static partial Regex Preset();

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/authorize\S*")]
    private static partial Regex Link();
}
