using System.Runtime.CompilerServices;

namespace Signals.Tests.Sending;

/// <summary>Runs an action while sends of a signal are under way.</summary>
public delegate Task WhileSending(Signal<object, Task> signal, Action inside);

/// <summary>Every way in which a send can be under way.</summary>
public static class SendsUnderWay
{
    public static readonly object Sender = new();

    public static IEnumerable<TestCaseData> All()
    {
        yield return Row("one pending SendAsync", OnePendingAsync);
        yield return Row("overlapping SendAsyncs, one of which is always pending", OverlappingAsync);
        yield return Row("a pending SendAsync of an own sender", PendingOfOneSenderAsync);
        yield return Row("a SendAsync that was pending and calls the next receiver", ResumedAsync);
        yield return Row("a Send", InSend);
        yield return Row("a Send of an own sender", InSendOfOneSender);
        yield return Row("nested Sends", InNestedSends);
        yield return Row("nested SendAsyncs", InNestedAsync);
        yield return Row("a Send of another signal, nested in a Send", InAnotherSignal);
        yield return Row("a Send whose receivers connect and allocate", InAllocatingReceivers);

        static TestCaseData Row(string name, WhileSending send) => new TestCaseData(send).SetArgDisplayNames(name);
    }

    private static Task OnePendingAsync(Signal<object, Task> signal, Action inside) =>
        PendingAsync(signal, signal, inside);

    private static Task PendingOfOneSenderAsync(Signal<object, Task> signal, Action inside) =>
        PendingAsync(signal, signal.From(Sender), inside);

    private static async Task PendingAsync(
        Signal<object, Task> signal, Connectable<object, Task> connectable, Action inside)
    {
        var gate = new TaskCompletionSource();
        using var waiting = connectable.Connect((_, task) => task);
        var sending = signal.SendAsync(Sender, gate.Task).AsTask();
        inside();
        gate.SetResult();
        await sending;
    }

    private static async Task OverlappingAsync(Signal<object, Task> signal, Action inside)
    {
        var gate = new TaskCompletionSource();
        using var waiting = signal.Connect((_, task) => task);
        var sending = signal.SendAsync(Sender, gate.Task).AsTask();
        for (var n = 0; n < 3; n++)
        {
            var nextGate = new TaskCompletionSource();
            var next = signal.SendAsync(Sender, nextGate.Task).AsTask();
            gate.SetResult();
            await sending;
            gate = nextGate;
            sending = next;
        }
        inside();
        gate.SetResult();
        await sending;
    }

    private static async Task ResumedAsync(Signal<object, Task> signal, Action inside)
    {
        var gate = new TaskCompletionSource();
        using var waiting = signal.Connect((_, task) => task);
        using var next = signal.Connect((_, _) => inside());
        var sending = signal.SendAsync(Sender, gate.Task).AsTask();
        gate.SetResult();
        await sending;
    }

    private static Task InSend(Signal<object, Task> signal, Action inside)
    {
        using var connection = signal.Connect((_, _) => inside());
        signal.Send(Sender, Task.CompletedTask);
        return Task.CompletedTask;
    }

    private static Task InSendOfOneSender(Signal<object, Task> signal, Action inside)
    {
        using var connection = signal.From(Sender).Connect((_, _) => inside());
        signal.Send(Sender, Task.CompletedTask);
        return Task.CompletedTask;
    }

    private static Task InNestedSends(Signal<object, Task> signal, Action inside)
    {
        var depth = 0;
        using var connection = signal.Connect((_, task) =>
        {
            if (++depth < 5)
                signal.Send(Sender, task);
            else if (depth == 5)
                inside();
        });
        signal.Send(Sender, Task.CompletedTask);
        return Task.CompletedTask;
    }

    private static async Task InNestedAsync(Signal<object, Task> signal, Action inside)
    {
        var depth = 0;
        using var connection = signal.Connect(async (_, task) =>
        {
            await Task.Yield();
            if (++depth < 5)
                await signal.SendAsync(Sender, task);
            else if (depth == 5)
                inside();
        });
        await signal.SendAsync(Sender, Task.CompletedTask);
    }

    private static Task InAnotherSignal(Signal<object, Task> signal, Action inside)
    {
        var other = new Signal<object, int>();
        other.Connect((_, _) => inside());
        using var connection = signal.Connect((_, _) => { other.Send(Sender, 1); });
        signal.Send(Sender, Task.CompletedTask);
        return Task.CompletedTask;
    }

    private static Task InAllocatingReceivers(Signal<object, Task> signal, Action inside)
    {
        using var allocating = signal.Connect((_, _) => Allocate());
        using var connecting = signal.Connect((_, _) => signal.Connect((_, _) => { }).Dispose());
        using var connection = signal.Connect((_, _) => inside());
        signal.Send(Sender, Task.CompletedTask);
        return Task.CompletedTask;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Allocate()
    {
        for (var n = 0; n < 1_000; n++)
            GC.KeepAlive(new byte[1_000]);
    }
}
