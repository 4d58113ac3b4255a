namespace Signals.Tests.Sending;

/// <summary>A cancelled send throws an OperationCanceledException, which carries the faults before it.</summary>
public class CancelledSendTests
{
    private readonly CancellationTokenSource _source = new();
    private readonly Signal<string, int> _telling = new("told");
    private readonly Signal<string, int, string> _asking = new("asked");

    public enum CancelledBy
    {
        ReceiverThatReturns,
        ReceiverThatAwaitsTheToken,
        ReceiverThatThrows,
    }

    [Test]
    public async Task Faults_before_a_cancellation_are_the_inner_exception_of_the_cancellation(
        [Values(FaultPolicy.FinishThenThrow, FaultPolicy.AnswerFaults)] FaultPolicy faults,
        [Values] CancelledBy cancelledBy,
        [Values] bool isAsking,
        [Values] bool isPending)
    {
        ConnectThrowing(isAsking, isPending);
        ConnectThrowing(isAsking, isPending);
        ConnectCancelling(isAsking, cancelledBy);
        Connectable(isAsking).Connect((_, _) => Assert.Fail("called after the cancellation"));
        var cancelled = (await Assert.CatchAsync<OperationCanceledException>(() => SendAsync(isAsking, faults)))!;
        Assert.That(cancelled.InnerException, Is.TypeOf<SignalException>());
        Assert.That(((SignalException)cancelled.InnerException!).Faults.Select(fault => fault.Exception.GetType()),
            Is.EqualTo(new[] { typeof(FormatException), typeof(FormatException) }));
    }

    [Test]
    public async Task A_cancellation_without_earlier_faults_has_no_inner_exception(
        [Values] FaultPolicy faults, [Values] CancelledBy cancelledBy, [Values] bool isAsking)
    {
        ConnectCancelling(isAsking, cancelledBy);
        Connectable(isAsking).Connect((_, _) => Assert.Fail("called after the cancellation"));
        var cancelled = (await Assert.CatchAsync<OperationCanceledException>(() => SendAsync(isAsking, faults)))!;
        Assert.That(cancelled.InnerException, Is.Null);
        Assert.That(cancelled.CancellationToken, Is.EqualTo(_source.Token));
    }

    [Test]
    public async Task A_cancellation_with_faults_names_the_token_that_was_cancelled([Values] bool isAsking)
    {
        ConnectThrowing(isAsking, isPending: false);
        ConnectCancelling(isAsking, CancelledBy.ReceiverThatReturns);
        Connectable(isAsking).Connect((_, _) => Assert.Fail("called after the cancellation"));
        var cancelled = (await Assert.CatchAsync<OperationCanceledException>(
            () => SendAsync(isAsking, FaultPolicy.FinishThenThrow)))!;
        Assert.That(cancelled.CancellationToken, Is.EqualTo(_source.Token));
    }

    [Test]
    public async Task A_cancellation_that_the_sender_did_not_ask_for_is_a_fault([Values] bool isAsking)
    {
        Connectable(isAsking).Connect((_, _) => { throw new OperationCanceledException(); });
        var thrown = (await Assert.ThrowsAsync<SignalException>(
            () => SendAsync(isAsking, FaultPolicy.FinishThenThrow)))!;
        Assert.That(thrown.Faults, Has.Count.EqualTo(1));
    }

    private Connectable<string, int> Connectable(bool isAsking) => isAsking ? _asking : _telling;

    private Task SendAsync(bool isAsking, FaultPolicy faults) => isAsking
        ? _asking.SendAsync("anna", 1, faults, _source.Token).AsTask()
        : _telling.SendAsync("anna", 1, faults, _source.Token).AsTask();

    private void ConnectThrowing(bool isAsking, bool isPending) => Connectable(isAsking).Connect(async (_, _) =>
    {
        if (isPending)
            await Task.Yield();
        throw new FormatException();
    });

    private void ConnectCancelling(bool isAsking, CancelledBy cancelledBy) =>
        Connectable(isAsking).Connect(async (_, _, cancellationToken) =>
    {
        await _source.CancelAsync();
        if (cancelledBy == CancelledBy.ReceiverThatAwaitsTheToken)
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        if (cancelledBy == CancelledBy.ReceiverThatThrows)
            cancellationToken.ThrowIfCancellationRequested();
    });
}
