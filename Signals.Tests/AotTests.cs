namespace Signals.Tests;

/// <summary>
/// A program that connects explicitly runs in native and in trimmed form, and its build has no warning.
/// </summary>
public class AotTests
{
    [TestCase("-p:PublishAot=true", TestName = "A_program_compiled_to_native_code_connects_and_sends_as_any_other")]
    [TestCase("-p:PublishTrimmed=true", TestName = "A_trimmed_program_connects_and_sends_as_any_other")]
    public async Task A_trimmed_or_native_AOT_program_connects_and_sends(string option)
    {
        if (Environment.GetEnvironmentVariable("PEERS") == "none")
            Assert.Ignore("without peers, as asked for (PEERS=none)");
        using var project = new UserProject("Aot");
        var publish = await project.DotnetAsync("publish", "--use-current-runtime", option);
        if (MissingToolchain(publish.Output) is { } missing)
            Assert.Ignore(missing);
        Assert.That(publish.ExitCode, Is.Zero, publish.Output);

        var run = await project.RunAsync("Aot");
        Assert.That(run.ExitCode, Is.Zero, run.Output);
        Assert.That(run.Output, Does.EndWith("all right" + Environment.NewLine));
    }

    // The linker is missing, or NuGet does not have the compiler.
    private static string? MissingToolchain(string output) =>
        output.Split('\n')
            .FirstOrDefault(line => line.Contains("Platform linker") || line.Contains("error NU1"))?
            .Trim();
}
