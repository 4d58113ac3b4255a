using OAuthClient.Testing;

namespace OAuthClient.Tests.Packages;

/// <summary>
/// A console program of a stranger, published as native code (AOT). The analysis of the whole program finds nothing in
/// our assemblies; docs/packages.md lists what it finds in others'.
/// </summary>
public class NativeProgramTests
{
    [Test]
    public async Task A_native_program_logs_in_and_the_documents_list_every_warning_of_its_publication()
    {
        NativePublication.IgnoreWithoutLinker();
        await using var provider = PretendProvider.Listen();
        var project = await StrangersProject.CreateAsync("console", "OAuthClient", "OAuthClient.Testing");
        project.Write("Program.cs", FirstExample.Prepare("OAuthClient/README.md", provider).Text);
        var output = await project.DotnetAsync(
            "publish", "--use-current-runtime", "-p:PublishAot=true", "-p:TrimmerSingleWarn=false");

        Assert.That(
            NativePublication.FindWarnings(output), Is.EquivalentTo(NativePublication.ListedWarnings), output);
        Assert.That(
            await FirstExample.RunAsync(new(project.Executable)), Does.Contain("Stored").And.Contain("anna"));
    }
}
