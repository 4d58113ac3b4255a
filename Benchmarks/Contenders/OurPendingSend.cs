using Signals;

namespace Benchmarks.Contenders;

/// <summary>
/// A send to receivers that all wait. It ends when the wait of the last receiver ends or is cancelled.
/// </summary>
internal sealed class OurPendingSend
{
    private static readonly object Sender = new();

    private readonly Signal<object, int> _signal = new();
    private readonly TaskCompletionSource[] _gates;
    private readonly int _receivers;
    private int _calls;

    public OurPendingSend(int receivers)
    {
        _receivers = receivers;
        _gates = new TaskCompletionSource[2];
        for (var number = 1; number < receivers; number++)
            _signal.Connect(async (_, _) =>
            {
                _calls++;
                await Task.Yield();
            });
        _signal.Connect(async (_, _, cancellationToken) =>
        {
            _calls++;
            _gates[0].SetResult();
            await _gates[1].Task.WaitAsync(cancellationToken);
        });
    }

    /// <summary>Sends, and waits for the end of the send.</summary>
    public async Task SendAsync(bool cancelled)
    {
        using var cancellation = new CancellationTokenSource();
        _calls = 0;
        _gates[0] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _gates[1] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task send = _signal.SendAsync(Sender, 0, cancellationToken: cancellation.Token).AsTask();
        await _gates[0].Task;
        if (cancelled)
            await cancellation.CancelAsync();
        else
            _gates[1].SetResult();
        await send.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (send.IsCanceled != cancelled || send.IsFaulted || _calls != _receivers)
            throw new WrongContenderException($"{send.Status} after {_calls} of {_receivers} receivers");
    }
}
