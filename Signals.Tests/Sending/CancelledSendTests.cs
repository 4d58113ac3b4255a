namespace Signals.Tests.Sending;

/// <summary>A cancelled send throws that it was cancelled, and what receivers threw before is not lost.</summary>
public class CancelledSendTests
{
    private readonly CancellationTokenSource _source = new();
    private readonly Signal<string, int> _tells = new("told");
    private readonly Signal<string, int, string> _asks = new("asked");

    public enum CancelledBy
    {
        ReceiverThatReturns,
        ReceiverThatAwaitsTheToken,
        ReceiverThatThrows,
    }

    [Test]
    public async Task Faults_before_a_cancellation_are_the_inner_exception_of_the_cancellation(
        [Values(FaultPolicy.FinishThenThrow, FaultPolicy.AnswerFaults)] FaultPolicy faults,
        [Values] CancelledBy by,
        [Values] bool asks,
        [Values] bool isPending)
    {
        ConnectThrowing(asks, isPending);
        ConnectThrowing(asks, isPending);
        ConnectCancelling(asks, by);
        Connectable(asks).Connect((_, _) => Assert.Fail("called after the cancellation"));
        var cancelled = (await Assert.CatchAsync<OperationCanceledException>(() => SendAsync(asks, faults)))!;
        Assert.That(cancelled.InnerException, Is.TypeOf<SignalException>());
        Assert.That(((SignalException)cancelled.InnerException!).Faults.Select(fault => fault.Exception.GetType()),
            Is.EqualTo(new[] { typeof(FormatException), typeof(FormatException) }));
    }

    [Test]
    public async Task A_cancellation_without_earlier_faults_has_no_inner_exception(
        [Values] FaultPolicy faults, [Values] CancelledBy by, [Values] bool asks)
    {
        ConnectCancelling(asks, by);
        Connectable(asks).Connect((_, _) => Assert.Fail("called after the cancellation"));
        var cancelled = (await Assert.CatchAsync<OperationCanceledException>(() => SendAsync(asks, faults)))!;
        Assert.That(cancelled.InnerException, Is.Null);
        Assert.That(cancelled.CancellationToken, Is.EqualTo(_source.Token));
    }

    [Test]
    public async Task A_cancellation_with_faults_names_the_token_that_was_cancelled([Values] bool asks)
    {
        ConnectThrowing(asks, isPending: false);
        ConnectCancelling(asks, CancelledBy.ReceiverThatReturns);
        Connectable(asks).Connect((_, _) => Assert.Fail("called after the cancellation"));
        var cancelled = (await Assert.CatchAsync<OperationCanceledException>(
            () => SendAsync(asks, FaultPolicy.FinishThenThrow)))!;
        Assert.That(cancelled.CancellationToken, Is.EqualTo(_source.Token));
    }

    [Test]
    public async Task A_cancellation_that_the_sender_did_not_ask_for_is_a_fault([Values] bool asks)
    {
        Connectable(asks).Connect((_, _) => { throw new OperationCanceledException(); });
        var thrown = (await Assert.ThrowsAsync<SignalException>(() => SendAsync(asks, FaultPolicy.FinishThenThrow)))!;
        Assert.That(thrown.Faults, Has.Count.EqualTo(1));
    }

    private Connectable<string, int> Connectable(bool asks) => asks ? _asks : _tells;

    private Task SendAsync(bool asks, FaultPolicy faults) => asks
        ? _asks.SendAsync("anna", 1, faults, _source.Token).AsTask()
        : _tells.SendAsync("anna", 1, faults, _source.Token).AsTask();

    private void ConnectThrowing(bool asks, bool isPending) => Connectable(asks).Connect(async (_, _) =>
    {
        if (isPending)
            await Task.Yield();
        throw new FormatException();
    });

    private void ConnectCancelling(bool asks, CancelledBy by) =>
        Connectable(asks).Connect(async (_, _, cancellationToken) =>
    {
        await _source.CancelAsync();
        if (by == CancelledBy.ReceiverThatAwaitsTheToken)
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        if (by == CancelledBy.ReceiverThatThrows)
            cancellationToken.ThrowIfCancellationRequested();
    });
}
