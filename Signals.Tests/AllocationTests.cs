namespace Signals.Tests;

// A collection forced by another fixture would take the snapshots along, which are then made again.
[NonParallelizable]
public class AllocationTests
{
    private readonly struct Sum : ISignalFold<int, int>
    {
        public static bool Fold(ref int state, in SignalAnswer<int> answer) => (state += answer.Value) >= 0;
    }

    private static IEnumerable<TestCaseData> Sends()
    {
        var tells = new Signal<string, int>();
        var later = new Signal<string, int>();
        var asks = new Signal<string, int, int>();
        var answerer = new Answerer();
        for (var n = 0; n < 8; n++)
        {
            tells.Connect(static (_, _) => { });
            tells.From("anna").Connect(static (_, _) => { });
            later.Connect((_, _) => ValueTask.CompletedTask);
            asks.Connect(static (_, _) => 1);
            asks.From("anna").Connect(answerer, static (_, _, _) => 1);
        }
        yield return Row("a send to any", () => tells.Send("ben", 1));
        yield return Row("a send to any and to one sender", () => tells.Send("anna", 1));
        yield return Row("a mute, which shows that this test can see it", () => tells.Mute().Dispose(), allocates: true);
        yield return Row("a fold of any", () => asks.Fold<Sum, int>("ben", 1, 0));
        yield return Row("a fold of any and of one sender, strong and open", () => asks.Fold<Sum, int>("anna", 1, 0));
        yield return Row("an async send whose receivers complete at once", () => Complete(later.SendAsync("ben", 1)));

        static TestCaseData Row(string name, Action send, bool allocates = false) => new TestCaseData(send, allocates).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Sends))]
    public void A_warm_send_allocates_nothing(Action send, bool allocates)
    {
        var least = long.MaxValue;
        for (var round = 0; round < 50 && least > 0; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var n = 0; n < 1_000; n++)
                send();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.That(least, allocates ? Is.GreaterThan(0) : Is.Zero);
    }

    private static void Complete(ValueTask<SignalReport> sending)
    {
        if (!sending.IsCompletedSuccessfully)
            throw new InvalidOperationException("its receivers complete at once");
    }

    private sealed class Answerer;
}
