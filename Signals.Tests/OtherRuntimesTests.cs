using System.Diagnostics;
using System.Runtime;
using System.Runtime.CompilerServices;

namespace Signals.Tests;

/// <summary>
/// Runs the model and the stress tests again, in a process with another configuration of the runtime.
/// </summary>
public class OtherRuntimesTests
{
    /// <summary>
    /// The environment variable that names the requested runtime. Without it, a test process has tiered compilation and
    /// the workstation GC.
    /// </summary>
    public const string RuntimeVariable = "SIGNALS_TESTS_RUNTIME";
    private const string Filter = "Name~model_does|FullyQualifiedName~StressTests|Name~The_runtime_is_the_one";

    private static readonly string Tests = typeof(OtherRuntimesTests).Assembly.Location;

    [TestCase("untiered", "DOTNET_TieredCompilation", "0")]
    [TestCase("server GC", "DOTNET_gcServer", "1")]
    public async Task The_model_and_the_stress_tests_pass_on_another_runtime_configuration(
        string requested, string setting, string value)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList = { "vstest", Tests, $"--TestCaseFilter:{Filter}", "--logger:console;verbosity=normal" },
            Environment = { [setting] = value, [RuntimeVariable] = requested },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = TestContext.CurrentContext.TestDirectory,
        };
        using var tests = Process.Start(start)!;
        var errors = tests.StandardError.ReadToEndAsync();
        var output = await tests.StandardOutput.ReadToEndAsync() + await errors;
        await tests.WaitForExitAsync();
        Assert.That(tests.ExitCode, Is.Zero, output);
        string[] expected = ["The_runtime_is_the_one", "model_does", "No_receiver_is_lost_or_kept"];
        foreach (var test in expected)
            Assert.That(output, Does.Match($"Passed .*{test}"));
    }
}

public class RuntimeTests
{
    [Test]
    public void The_runtime_is_the_one_that_was_asked_for()
    {
        var requested = Environment.GetEnvironmentVariable(OtherRuntimesTests.RuntimeVariable);
        Assert.That(GCSettings.IsServerGC, Is.EqualTo(requested == "server GC"));
        Assert.That(IsTiered(), Is.EqualTo(requested != "untiered"));
    }

    // Code of the first tier keeps its locals alive to the end of the method.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsTiered()
    {
        var local = new object();
        var trace = new WeakReference(local);
        GC.Collect();
        return trace.IsAlive;
    }
}
