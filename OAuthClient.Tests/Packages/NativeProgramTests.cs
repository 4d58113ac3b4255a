using System.Text.RegularExpressions;
using OAuthClient.Testing;

namespace OAuthClient.Tests.Packages;

/// <summary>
/// A console program of a stranger, published as native code (AOT). The analysis of the whole program finds nothing in
/// our assemblies; docs/packages.md lists what it finds in others'.
/// </summary>
public partial class NativeProgramTests
{
    [Test]
    public async Task A_native_program_logs_in_and_the_documents_list_every_warning_of_its_publication()
    {
        IgnoreWithoutLinker();
        await using var provider = PretendProvider.Listen();
        var project = await StrangersProject.CreateAsync("console", "OAuthClient", "OAuthClient.Testing");
        project.Write("Program.cs", FirstExample.Prepare("OAuthClient/README.md", provider).Text);
        var output = await project.DotnetAsync(
            "publish", "--use-current-runtime", "-p:PublishAot=true", "-p:TrimmerSingleWarn=false");

        var warnings = Warning().Matches(output).Select(match => $"{match.Groups[1]} {match.Groups[2]}").Distinct();
        Assert.That(warnings, Is.EquivalentTo(ListedWarnings()), output);
        Assert.That(
            await FirstExample.RunAsync(new(project.Executable)), Does.Contain("Stored").And.Contain("anna"));
    }

    private static void IgnoreWithoutLinker()
    {
        if (Environment.GetEnvironmentVariable("PEERS") == "none")
            Assert.Ignore("without peers, as asked for (PEERS=none)");
        var folders = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, "clang")) || File.Exists(Path.Combine(folder, "gcc"))))
            Assert.Ignore("no linker is there (apt-get install gcc libc6-dev)");
    }

    private static IEnumerable<string> ListedWarnings() =>
        from row in Row().Matches(Repository.Read("docs/packages.md"))
        select $"{row.Groups[1]} {row.Groups[2]}";

    [GeneratedRegex(@"warning (IL\d+): (?:Assembly )?([\w.]+)")]
    private static partial Regex Warning();

    [GeneratedRegex(@"^\| (IL\d+) \| `([\w.]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
