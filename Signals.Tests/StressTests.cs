using System.Diagnostics;

namespace Signals.Tests;

/// <summary>
/// Eight threads connect, send and dispose, and the test's thread collects garbage, for <c>SIGNALS_STRESS_SECONDS</c>,
/// or for one second. A call on another thread may end after <c>Dispose</c> has returned; on the disposing thread no
/// call begins.
/// </summary>
[NonParallelizable]
public class StressTests
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(
        double.Parse(
            Environment.GetEnvironmentVariable("SIGNALS_STRESS_SECONDS") ?? "1",
            System.Globalization.CultureInfo.InvariantCulture));
    private readonly Signal<object, Message, int> _signal = new();

    /// <summary>The args of one send, and the calls of its receivers.</summary>
    private sealed class Message(Worker worker)
    {
        public Worker Worker => worker;
        public int SteadyCalls;
        public int OwnCalls;
    }

    private sealed class Worker(object sender)
    {
        public object Sender => sender;
        public string? Failure;

        // Connected to this worker's sender only.
        public int Hear(object from, Message message)
        {
            if (!ReferenceEquals(message.Worker, this) || !Equals(from, sender))
                Failure = "heard what another sent";
            message.OwnCalls++;
            return 1;
        }
    }

    private readonly struct Sum : ISignalFold<int, int>
    {
        public static bool Fold(ref int state, in SignalAnswer<int> answer) => (state += answer.Value) >= 0;
    }

    [Test]
    public void No_receiver_is_lost_or_called_after_its_disposal()
    {
        var steady = new SteadyReceiver();
        _signal.Connect((_, message) => { Interlocked.Increment(ref message.SteadyCalls); return 1; });
        _signal.Connect(steady.Hear);
        _signal.Connect(steady, static (receiver, sender, message) => receiver.Hear(sender, message));
        _signal.OwnedBy(steady).Connect((_, message) => { Interlocked.Increment(ref message.SteadyCalls); return 1; });
        var faults = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var clock = Stopwatch.StartNew();
        var threads = Enumerable.Range(0, 8).Select(n => Start(n, clock, faults)).ToArray();
        while (clock.Elapsed < Duration)
        {
            GC.Collect(0);
            GC.Collect();
            Thread.Yield();
        }
        foreach (var thread in threads)
            thread.Join();
        Assert.That(faults, Is.Empty);
        Garbage.Collect();
        Assert.That(_signal.Receivers, Has.Count.EqualTo(4 + 8), "what died or was disposed is gone");
        GC.KeepAlive((steady, threads));
    }

    private readonly List<Worker> _workers = [];

    private Thread Start(int number, Stopwatch clock, System.Collections.Concurrent.ConcurrentQueue<string> faults)
    {
        // The senders are objects, strings and numbers.
        var worker = new Worker((number % 3) switch
        {
            0 => new object(),
            1 => $"sender {number}",
            _ => number,
        });
        _workers.Add(worker);
        _signal.From(worker.Sender).Connect(worker.Hear);
        var thread = new Thread(() =>
        {
            try
            {
                for (var round = 0; clock.Elapsed < Duration && worker.Failure is null; round++)
                    Round(worker, round);
            }
            catch (Exception fault)
            {
                worker.Failure = fault.ToString();
            }
            if (worker.Failure is { } wrong)
                faults.Enqueue($"{number}: {wrong}");
        });
        thread.Start();
        return thread;
    }

    private void Round(Worker worker, int round)
    {
        var connectable = round % 2 == 0 ? _signal : _signal.From(worker.Sender);
        var owner = new TemporaryOwner(worker);
        SignalConnection[] connections =
        [
            connectable.Connect(owner.Hear),
            connectable.Connect(owner, static (passing, _, message) => { passing.Called(message); return 1; }),
            connectable.OwnedBy(owner).Connect((_, message) => { owner.Called(message); return 1; }),
            connectable.Connect((_, message) => { owner.Called(message); return 1; }),
            connectable.Connect((_, message) => owner.Called(message)),
        ];
        Send(worker, round, atLeast: 5 + 4);
        // In every fourth round, the first three connections are left to die with their owner.
        foreach (var connection in round % 4 == 3 ? connections[3..] : connections)
            connection.Dispose();
        owner.IsDisposed = round % 4 != 3;
        Send(worker, round, atLeast: 5);
        GC.KeepAlive(owner);
    }

    private void Send(Worker worker, int round, int atLeast)
    {
        var message = new Message(worker);
        var sum = (round % 3) switch
        {
            0 => _signal.Fold<Sum, int>(worker.Sender, message, 0),
            1 => _signal.Send(worker.Sender, message).Sum(answer => answer.Value),
            _ => _signal.SendAsync(worker.Sender, message).AsTask().GetAwaiter().GetResult()
                .Sum(answer => answer.Value),
        };
        if (message.SteadyCalls != 4 || message.OwnCalls != 1)
            worker.Failure ??= $"lost: {message.SteadyCalls} of 4 steady, {message.OwnCalls} of its own";
        if (sum < atLeast)
            worker.Failure ??= $"lost: {sum} answers of at least {atLeast}";
    }

    private sealed class SteadyReceiver
    {
        public int Hear(object sender, Message message)
        {
            Interlocked.Increment(ref message.SteadyCalls);
            return 1;
        }
    }

    private sealed class TemporaryOwner(Worker worker)
    {
        public bool IsDisposed;

        public void Called(Message message)
        {
            if (ReferenceEquals(message.Worker, worker) && IsDisposed)
                worker.Failure = "called after Dispose returned on this thread";
        }

        public int Hear(object sender, Message message)
        {
            Called(message);
            return 1;
        }
    }
}
