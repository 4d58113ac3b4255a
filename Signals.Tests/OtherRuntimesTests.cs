using System.Diagnostics;
using System.Runtime;
using System.Runtime.CompilerServices;

namespace Signals.Tests;

/// <summary>
/// The model and the stress tests once more, each time in a process of their own whose runtime works in another way.
/// </summary>
public class OtherRuntimesTests
{
    /// <summary>
    /// What a process is asked to be; a test process that nothing was asked of is tiered and has the workstation's GC.
    /// </summary>
    public const string RuntimeVariable = "SIGNALS_TESTS_RUNTIME";
    private const string Filter = "Name~model_does|FullyQualifiedName~StressTests|Name~The_runtime_is_the_one";

    private static readonly string Tests = typeof(OtherRuntimesTests).Assembly.Location;

    [TestCase("untiered", "DOTNET_TieredCompilation", "0")]
    [TestCase("server GC", "DOTNET_gcServer", "1")]
    public async Task The_model_and_the_stress_tests_pass(string asked, string setting, string value)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList = { "vstest", Tests, $"--TestCaseFilter:{Filter}", "--logger:console;verbosity=normal" },
            Environment = { [setting] = value, [RuntimeVariable] = asked },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = TestContext.CurrentContext.TestDirectory,
        };
        using var tests = Process.Start(start)!;
        var errors = tests.StandardError.ReadToEndAsync();
        var output = await tests.StandardOutput.ReadToEndAsync() + await errors;
        await tests.WaitForExitAsync();
        Assert.That(tests.ExitCode, Is.Zero, output);
        string[] expected = ["The_runtime_is_the_one", "model_does", "Nothing_is_lost_kept"];
        foreach (var test in expected)
            Assert.That(output, Does.Match($"Passed .*{test}"));
    }
}

public class RuntimeTests
{
    [Test]
    public void The_runtime_is_the_one_that_was_asked_for()
    {
        var asked = Environment.GetEnvironmentVariable(OtherRuntimesTests.RuntimeVariable);
        Assert.That(GCSettings.IsServerGC, Is.EqualTo(asked == "server GC"));
        Assert.That(IsTiered(), Is.EqualTo(asked != "untiered"));
    }

    // Code that is compiled in a hurry keeps its locals to the end of the method.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsTiered()
    {
        var local = new object();
        var trace = new WeakReference(local);
        GC.Collect();
        return trace.IsAlive;
    }
}
