using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Signals.Tests.Sending;

/// <summary>The args of one worker's send, and how many of the worker's kept receivers heard the send.</summary>
internal sealed class StressMessage(StressWorker worker)
{
    private int _keptHeard;

    public StressWorker Worker => worker;

    public int KeptHeard => _keptHeard;

    public void CountKept() => Interlocked.Increment(ref _keptHeard);
}

/// <summary>
/// The receivers of one thread, for any sender and for the thread's own sender, and the first failure.
/// </summary>
internal sealed class StressWorker
{
    private const int OfEachForm = 3;
    private readonly Signal<object, StressMessage> _signal;
    private readonly bool _isAsync;
    private readonly ConcurrentQueue<WeakReference> _dropped;
    private readonly List<StressTarget> _targets = [];
    private int _sends;

    public StressWorker(Signal<object, StressMessage> signal, int number, bool isAsync,
        ConcurrentQueue<WeakReference> dropped)
    {
        _signal = signal;
        _isAsync = isAsync;
        _dropped = dropped;
        // The senders are objects, strings and numbers.
        Sender = (number % 3) switch
        {
            0 => new object(),
            1 => $"sender {number}",
            _ => number,
        };
        for (var n = 0; n < OfEachForm; n++)
        {
            var target = new StressTarget(this, isKept: true);
            _targets.Add(target);
            target.ConnectAll(signal.From(Sender), isAsync);
        }
    }

    public object Sender { get; }

    public string? Failure { get; set; }

    public int Kept => _targets.Count * StressTarget.Forms;

    public Thread Start(Func<bool> isRunning, Action<string> report)
    {
        var thread = new Thread(() =>
        {
            try
            {
                for (var round = 0; isRunning() && Failure is null; round++)
                    Round(round);
            }
            catch (Exception fault)
            {
                Failure = fault.ToString();
            }
            if (Failure is { } wrong)
                report(wrong);
        });
        thread.Start();
        return thread;
    }

    private void Round(int round)
    {
        var connectable = round % 2 == 0 ? _signal : _signal.From(Sender);
        if (round % 3 == 0)
            _dropped.Enqueue(ConnectAndDrop(connectable));
        else
            ConnectAndDispose(connectable);
        Send();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference ConnectAndDrop(Connectable<object, StressMessage> connectable)
    {
        var target = new StressTarget(this, isKept: false);
        target.ConnectWeakly(connectable, _isAsync);
        Send();
        if (target.Heard < StressTarget.WeakForms)
            Failure ??= $"lost: {target.Heard} calls of {StressTarget.WeakForms} that are held weakly";
        return new(target);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ConnectAndDispose(Connectable<object, StressMessage> connectable)
    {
        var target = new StressTarget(this, isKept: false);
        var connections = target.ConnectAll(connectable, _isAsync);
        Send();
        if (target.Heard < StressTarget.Forms)
            Failure ??= $"lost: {target.Heard} calls of {StressTarget.Forms}";
        foreach (var connection in connections)
            connection.Dispose();
        target.IsDisposed = true;
        Send();
    }

    private void Send()
    {
        var message = new StressMessage(this);
        if (_isAsync)
            _signal.SendAsync(Sender, message).AsTask().GetAwaiter().GetResult();
        else if (++_sends % 2 == 0)
            _signal.Send(Sender, message);
        else
            _signal.Send(Sender, message, FaultPolicy.FailFast);
        if (message.KeptHeard != Kept)
            Failure ??= $"lost: {message.KeptHeard} of {Kept} receivers that are kept";
    }
}

/// <summary>An object with a receiver of each form, which checks each call.</summary>
internal sealed class StressTarget(StressWorker worker, bool isKept)
{
    public const int WeakForms = 4;
    public const int Forms = 6;
    private const int Mark = 0x5EED;
    private readonly int _mark = Mark;
    private int _heard;

    public bool IsDisposed { get; set; }

    public int Heard => Volatile.Read(ref _heard);

    public List<IDisposable> ConnectAll(Connectable<object, StressMessage> connectable, bool isAsync)
    {
        var connections = ConnectWeakly(connectable, isAsync);
        connections.Add(connectable.Connect((sender, message) => Hear(sender, message)));
        connections.Add(connectable.Subscribe(new StressObserver(this)));
        return connections;
    }

    public List<IDisposable> ConnectWeakly(Connectable<object, StressMessage> connectable, bool isAsync) =>
    [
        isAsync ? connectable.Connect(HearAsync) : connectable.Connect(Hear),
        connectable.Connect(this, static (target, sender, message) => target.Hear(sender, message)),
        connectable.OwnedBy(this).Connect((sender, message) => Hear(sender, message)),
        connectable.Weakly().Connect((sender, message) => Hear(sender, message)),
    ];

    public void Hear(object sender, StressMessage message)
    {
        if (_mark != Mark)
            message.Worker.Failure = "a receiver was handed an object that is none";
        if (!Equals(sender, message.Worker.Sender))
            worker.Failure = "a receiver was handed another send's sender";
        if (isKept && message.Worker != worker)
            worker.Failure = "a receiver of one sender heard what another sent";
        if (message.Worker != worker)
            return;
        if (IsDisposed)
            worker.Failure = "called after Dispose returned on this thread";
        Interlocked.Increment(ref _heard);
        if (isKept)
            message.CountKept();
    }

    public async Task HearAsync(object sender, StressMessage message)
    {
        await Task.Yield();
        Hear(sender, message);
    }
}

internal sealed class StressObserver(StressTarget target) : IObserver<SignalDelivery<object, StressMessage>>
{
    public void OnNext(SignalDelivery<object, StressMessage> value) => target.Hear(value.Sender, value.Args);

    public void OnCompleted() { }

    public void OnError(Exception error) { }
}
