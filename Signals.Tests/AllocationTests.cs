namespace Signals.Tests;

// Not parallel: the collections that other fixtures force would change what a send allocates.
[NonParallelizable]
public class AllocationTests
{
    private readonly struct Sum : ISignalFold<int, int>
    {
        public static bool Fold(ref int state, in SignalAnswer<int> answer) => (state += answer.Value) >= 0;
    }

    private static IEnumerable<TestCaseData> Sends()
    {
        var telling = new Signal<string, int>();
        var awaiting = new Signal<string, int>();
        var asking = new Signal<string, int, int>();
        var answerer = new Answerer();
        for (var n = 0; n < 8; n++)
        {
            telling.Connect(static (_, _) => { });
            telling.From("anna").Connect(static (_, _) => { });
            awaiting.Connect((_, _) => ValueTask.CompletedTask);
            asking.Connect(static (_, _) => 1);
            asking.From("anna").Connect(answerer, static (_, _, _) => 1);
        }
        yield return Row("a send to any", () => telling.Send("ben", 1));
        yield return Row("a send to any and to one sender", () => telling.Send("anna", 1));
        yield return Row(
            "a mute, which shows that this test can see it",
            () => telling.Mute().Dispose(), allocates: true);
        yield return Row("a fold of any", () => asking.Fold<Sum, int>("ben", 1, 0));
        yield return Row("a fold of any and of one sender, strong and open", () => asking.Fold<Sum, int>("anna", 1, 0));
        yield return Row(
            "an async send whose receivers complete at once", () => Complete(awaiting.SendAsync("ben", 1)));

        static TestCaseData Row(string name, Action send, bool allocates = false) =>
            new TestCaseData(send, allocates).SetArgDisplayNames(name);
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
