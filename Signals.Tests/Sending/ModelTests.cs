using System.Globalization;

namespace Signals.Tests.Sending;

/// <summary>
/// Compares the library with a small model. <c>SIGNALS_MODEL_SEEDS</c> says how many seeds each test tries. A failure
/// names the seed and the steps.
/// </summary>
public class ModelTests
{
    private const int StepsOfASeed = 150;
    private static readonly int Seeds = int.Parse(Environment.GetEnvironmentVariable("SIGNALS_MODEL_SEEDS") ?? "10",
        CultureInfo.InvariantCulture);

    [Test]
    public void A_signal_does_what_its_model_does_at_random_steps([Values] bool isAsking, [Values] bool isAsync)
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var run = new ModelRun(seed, isAsking, isAsync);
            SingleThreadContext.Run(() => run.RunAsync(StepsOfASeed));
            Assert.That(run.Failure, Is.Null,
                $"seed {seed}: {run.Failure}, after these steps:\n{string.Join('\n', run.Steps)}");
        }
    }
}
