using System.Runtime.CompilerServices;
using Signals.Tests.Receivers;

namespace Signals.Tests.Sending;

// Not parallel: allocations of other fixtures would be counted too.
[NonParallelizable]
public class SendsUnderWayMemoryTests
{
    private const int Many = 200_000;
    private const long MostBytesHeld = 1 << 20;

    [Test]
    public async Task Connections_disposed_during_a_send_leave_no_memory_behind(
        [Values(ListenerForm.Strong, ListenerForm.Method, ListenerForm.Open)] ListenerForm form,
        [Values] bool ofOneSender,
        [Values] bool isAsync)
    {
        var held = 0L;
        var signal = new Signal<object, Task>();
        var connectable = ofOneSender ? signal.From(SendsUnderWay.Sender) : signal;
        Action inside = () =>
        {
            ConnectAndDispose(connectable, form, 1_000);
            var before = GC.GetTotalMemory(forceFullCollection: true);
            ConnectAndDispose(connectable, form, Many);
            Garbage.Collect();
            held = GC.GetTotalMemory(forceFullCollection: true) - before;
        };
        if (isAsync)
            await WhilePending(signal, inside);
        else
            WhileCalled(signal, inside);
        Assert.That(held, Is.LessThanOrEqualTo(MostBytesHeld), "bytes held while the send is under way");
    }

    private static async Task WhilePending(Signal<object, Task> signal, Action inside)
    {
        var gate = new TaskCompletionSource();
        signal.Connect((_, task) => task);
        var sending = signal.SendAsync(SendsUnderWay.Sender, gate.Task).AsTask();
        inside();
        gate.SetResult();
        await sending;
    }

    private static void WhileCalled(Signal<object, Task> signal, Action inside)
    {
        signal.Connect((_, _) => inside());
        signal.Send(SendsUnderWay.Sender, Task.CompletedTask);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ConnectAndDispose(Connectable<object, Task> connectable, ListenerForm form, int count)
    {
        for (var n = 0; n < count; n++)
            new Listener().Connect(connectable, form).Dispose();
    }
}
