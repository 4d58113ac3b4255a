using System.Runtime.CompilerServices;
using Signals.Tests.Receivers;

namespace Signals.Tests.Sending;

/// <summary>No frame of a send keeps a receiver alive before or after the receiver's call.</summary>
public class FrameLifetimeTests
{
    private static readonly object Sender = new();

    private delegate ValueTask Sending(Signal<object, Task, int> signal);

    private static IEnumerable<TestCaseData> Sendings()
    {
        yield return Row("Send", signal => { signal.Send(Sender, Task.CompletedTask); return default; });
        yield return Row("Send that returns faults",
            signal => { signal.Send(Sender, Task.CompletedTask, FaultPolicy.AnswerFaults); return default; });
        yield return Row("Send that fails fast",
            signal => { signal.Send(Sender, Task.CompletedTask, FaultPolicy.FailFast); return default; });
        yield return Row("Aggregate",
            signal => new(Task.FromResult(signal.Aggregate(Sender, Task.CompletedTask, 0, (n, answer) => n + answer))));
        yield return Row("SendAsync", async signal => await signal.SendAsync(Sender, Task.CompletedTask));

        static TestCaseData Row(string name, Sending send) => new TestCaseData(send).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Sendings))]
    public async Task A_receiver_that_another_drops_is_collected_during_the_send(object send)
    {
        foreach (var form in Listener.WeakForms)
        {
            var signal = new Signal<object, Task, int>();
            var before = new Listeners(form);
            var after = new Listeners(form);
            var alive = (Before: -1, After: -1);
            before.Connect(signal, 1);
            using var dropping = signal.From(Sender).Connect((_, _) =>
            {
                before.Drop();
                after.Drop();
                Garbage.Collect();
                alive = (before.CountAlive(), after.CountAlive());
                return 1;
            });
            after.Connect(signal.From(Sender), 1);
            await ((Sending)send)(signal);
            Assert.That(alive, Is.EqualTo((0, 0)),
                $"{form}: the receiver called before, and the one to be called after");
        }
    }

    [Test]
    public void A_receiver_that_another_drops_is_collected_during_a_send_without_answers(
        [Values] FaultPolicy faults, [Values] bool ofOneSender)
    {
        foreach (var form in Listener.WeakForms)
        {
            var signal = new Signal<object, Task>();
            var connectable = ofOneSender ? signal.From(Sender) : signal;
            var before = new Listeners(form);
            var after = new Listeners(form);
            var alive = (Before: -1, After: -1);
            before.Connect(connectable, 1);
            connectable.Connect((_, _) =>
            {
                before.Drop();
                after.Drop();
                Garbage.Collect();
                alive = (before.CountAlive(), after.CountAlive());
            });
            after.Connect(connectable, 1);
            Assert.That(signal.Send(Sender, Task.CompletedTask, faults).Reached, Is.EqualTo(2),
                $"{form}: a collected receiver is not reached");
            Assert.That(alive, Is.EqualTo((0, 0)),
                $"{form}: the receiver called before, and the one to be called after");
        }
    }

    [Test]
    public async Task A_receiver_that_completed_is_collected_while_a_later_one_is_pending([Values] bool isAsync)
    {
        var gate = new TaskCompletionSource();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var signal = new Signal<object, Task>();
        var holder = new Holder();
        var trace = Connect(signal, holder, isAsync);
        signal.Connect((_, task) => { reached.SetResult(); return task; });
        var sending = signal.SendAsync(Sender, gate.Task).AsTask();
        await reached.Task;
        holder.Kept = null;
        // The thread that completed the receiver may still have its frame on the stack.
        for (var round = 0; round < 50 && trace.IsAlive; round++)
        {
            await Task.Yield();
            Garbage.Collect();
        }
        Assert.That(trace.IsAlive, Is.False);
        gate.SetResult();
        await sending;
    }

    [Test]
    public void A_receiver_that_threw_is_collected_while_a_later_one_is_called(
        [Values(FaultPolicy.FinishThenThrow, FaultPolicy.AnswerFaults)] FaultPolicy faults)
    {
        var alive = true;
        var signal = new Signal<object, Task>();
        var holder = new Holder();
        var trace = Connect(signal, holder);
        signal.Connect((_, _) =>
        {
            holder.Kept = null;
            Garbage.Collect();
            alive = trace.IsAlive;
        });
        IgnoreFaults(() => signal.Send(Sender, Task.CompletedTask, faults));
        Assert.That(alive, Is.False);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Connect(Signal<object, Task> signal, Holder holder, bool isAsync)
    {
        var awaiting = new Awaiting();
        holder.Kept = awaiting;
        if (isAsync)
            signal.Connect(awaiting.HearAsync);
        else
            signal.Connect(awaiting.Hear);
        return new(awaiting);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Connect(Signal<object, Task> signal, Holder holder)
    {
        var thrower = new Thrower();
        holder.Kept = thrower;
        signal.Connect(thrower.Throw);
        return new(thrower);
    }

    private static void IgnoreFaults(Action send)
    {
        try
        {
            send();
        }
        catch (SignalException)
        {
            // The test checks what is alive, not the exception.
        }
    }

    private sealed class Holder
    {
        public object? Kept;
    }

    private sealed class Thrower
    {
        public void Throw(object sender, Task task) => throw new FormatException($"{sender}{GetHashCode()}");
    }

    private sealed class Awaiting
    {
        public void Hear(object sender, Task task) => GC.KeepAlive(this);

        public async Task HearAsync(object sender, Task task)
        {
            await Task.Yield();
            GC.KeepAlive(this);
        }
    }
}
