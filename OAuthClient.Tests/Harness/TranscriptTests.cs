using System.Text.RegularExpressions;
using OAuthHarness.Story;

namespace OAuthClient.Tests.Harness;

/// <summary>Compares the output of OAuthHarness with the committed transcript of an earlier run.</summary>
public partial class TranscriptTests
{
    private const string Golden = "OAuthClient.Tests/Harness/transcript.txt";

    [Test]
    public async Task The_output_of_the_harness_equals_the_committed_transcript()
    {
        using var data = new StringWriter();
        using var messages = new StringWriter();
        var exitCode = await LoginDemo.RunAsync(data, messages);
        var transcript = Port().Replace($"{messages}\n--- stdout\n{data}", "127.0.0.1:PORT").ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("WRITE_TRANSCRIPT") == "1")
            await File.WriteAllTextAsync(Path.Combine(Repository.Root, Golden), transcript);
        Assert.That(
            transcript,
            Is.EqualTo(Repository.Read(Golden)),
            "if the new output is right: "
            + "WRITE_TRANSCRIPT=1 dotnet test OAuthClient.Tests -c Release --filter TranscriptTests");
        Assert.That(exitCode, Is.Zero);
    }

    [GeneratedRegex(@"127\.0\.0\.1:\d+")]
    private static partial Regex Port();
}
