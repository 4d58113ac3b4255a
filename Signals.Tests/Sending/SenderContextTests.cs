using System.Diagnostics;

namespace Signals.Tests.Sending;

/// <summary>All receivers of SendAsync run in the synchronization context of the sender.</summary>
public class SenderContextTests
{
    private readonly Signal<string, int, string> _signal = new("asked");
    private readonly List<bool> _isInContext = [];

    private static IEnumerable<TestCaseData> Receivers()
    {
        yield return Row("an async receiver that yields",
            test => test._signal.Connect(async (_, _) =>
            {
                test.RecordContext();
                await Task.Yield();
                test.RecordContext();
            }));
        yield return Row("an async receiver that leaves the context itself",
            test => test._signal.Connect(async (_, _) =>
            {
                test.RecordContext();
                await LeaveContextAsync();
                return "a";
            }));
        yield return Row("an async receiver without an answer",
            test => test._signal.Connect(async (_, _) => { test.RecordContext(); await LeaveContextAsync(); }));
        yield return Row("an async receiver that throws",
            test => test._signal.Connect(async (_, _) =>
            {
                test.RecordContext();
                await LeaveContextAsync();
                Throw();
            }));
        yield return Row("a receiver that is not async",
            test => test._signal.Connect((_, _) => { test.RecordContext(); return "a"; }));
        yield return Row("an async receiver of one sender",
            test => test._signal.From("anna").Connect(async (_, _) =>
            {
                test.RecordContext();
                await LeaveContextAsync();
                return "a";
            }));

        static TestCaseData Row(string name, Action<SenderContextTests> connect) =>
            new TestCaseData(connect).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Receivers))]
    public void Receivers_before_and_after_an_awaiting_receiver_run_on_the_senders_thread(object connect)
    {
        for (var n = 0; n < 3; n++)
        {
            ((Action<SenderContextTests>)connect)(this);
            _signal.Connect((_, _) => RecordContext());
        }
        SingleThreadContext.Run(async () =>
        {
            await _signal.SendAsync("anna", 1, FaultPolicy.AnswerFaults);
            RecordContext();
        });
        Assert.That(_isInContext, Has.Count.GreaterThanOrEqualTo(7).And.All.True);
    }

    [Test]
    public void Receivers_without_answers_run_on_the_senders_thread([Values] bool completesAtOnceFirst)
    {
        var signal = new Signal<string, int>();
        if (completesAtOnceFirst)
            signal.Connect((_, _) => ValueTask.CompletedTask);
        signal.Connect(async (_, _) => { RecordContext(); await LeaveContextAsync(); });
        signal.Connect((_, _) => RecordContext());
        signal.Connect((_, _) => { RecordContext(); return ValueTask.CompletedTask; });
        signal.From("anna").Connect(async (_, _) => { RecordContext(); await LeaveContextAsync(); });
        signal.Connect((_, _) => RecordContext());
        SingleThreadContext.Run(async () => await signal.SendAsync("anna", 1));
        Assert.That(_isInContext, Is.EqualTo(new[] { true, true, true, true, true }));
    }

    private void RecordContext() => _isInContext.Add(SynchronizationContext.Current is SingleThreadContext);

    private static void Throw() => throw new FormatException();

    // Completes on a pool thread, without a context.
    private static async Task LeaveContextAsync()
    {
        await Task.Yield();
        await Task.Run(() => { }).ConfigureAwait(false);
    }
}

// Not parallel: an ActivityListener receives the activities of the whole process.
[NonParallelizable]
public class TracedSenderContextTests
{
    [Test]
    public void Receivers_of_a_send_that_is_traced_run_on_the_senders_thread()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Signals",
            Sample = static (ref _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        var isInContext = new List<bool>();
        var signal = new Signal<string, int>();
        signal.Connect(async (_, _) => await Task.Run(() => { }).ConfigureAwait(false));
        signal.Connect((_, _) => isInContext.Add(SynchronizationContext.Current is SingleThreadContext));
        SingleThreadContext.Run(async () => await signal.SendAsync("anna", 1));
        Assert.That(isInContext, Is.EqualTo(new[] { true }));
    }
}
