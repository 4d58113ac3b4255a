using OAuthHarness.Terminal;

namespace OAuthHarness.Calls;

/// <summary>Prints the answer of the API: its body on stdout as it came, the rest on stderr.</summary>
internal static class CallAnswer
{
    public static async Task<int> WriteAsync(CommandRun run, HttpResponseMessage answer, bool includesHeaders)
    {
        var status = $"{(int)answer.StatusCode} {answer.ReasonPhrase}".TrimEnd();
        if (includesHeaders)
        {
            run.Tell(status);
            foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
                run.Tell($"{name}: {string.Join(", ", values)}");
        }
        await WriteBodyAsync(run, answer);
        if (answer.IsSuccessStatusCode)
            return ExitCode.Success;
        run.TellError($"the API answered {status}.");
        return ExitCode.ProviderFailed;
    }

    // A file or a program gets the bytes of the body, a terminal its text.
    private static async Task WriteBodyAsync(CommandRun run, HttpResponseMessage answer)
    {
        if (ReferenceEquals(run.Data, Console.Out) && Console.IsOutputRedirected)
        {
            await using var output = Console.OpenStandardOutput();
            await answer.Content.CopyToAsync(output, run.CancellationToken);
            return;
        }
        var text = await answer.Content.ReadAsStringAsync(run.CancellationToken);
        await run.Data.WriteLineAsync(KeepLines(text));
    }

    // A terminal obeys control characters, and the body is from elsewhere.
    private static string KeepLines(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(Shown.Text));
}
