using Microsoft.Extensions.Time.Testing;
using OAuthClient.Internal;

namespace OAuthClient.Tests.Internal;

/// <summary>The deadline of calls of the host: what comes in the moment of the deadline is not lost.</summary>
public class HostDeadlineTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private readonly FakeTimeProvider _time = new();

    private HostDeadline CreateDeadline() => new(new() { EndpointTimeout = Timeout, Time = _time });

    [Test]
    public async Task A_result_that_comes_with_the_deadline_is_used_or_undone()
    {
        var deadline = CreateDeadline();
        for (var trial = 0; trial < 2_000; trial++)
        {
            var answer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
            var undone = new TaskCompletionSource();
            var running = deadline.RunAsync(_ => new ValueTask<int>(answer.Task), default, undo: _ =>
            {
                undone.SetResult();
                return default;
            }).AsTask();
            _time.Advance(Timeout);
            answer.SetResult(7);
            try
            {
                Assert.That(await running, Is.EqualTo(7));
            }
            catch (TimeoutException late)
            {
                Assert.That(late.Message, Does.Contain("10 seconds"));
                await undone.Task.WaitAsync(TimeSpan.FromSeconds(30));
            }
        }
    }

    [Test]
    public void A_call_that_throws_at_once_throws_its_own_exception() =>
        Assert.That(
            async () => await CreateDeadline().RunAsync<int>(_ => throw new IOException("down"), default),
            Throws.TypeOf<IOException>());

    [Test]
    public void A_caller_that_cancels_waits_no_longer()
    {
        using var caller = new CancellationTokenSource();
        var running = CreateDeadline()
            .RunAsync(_ => new ValueTask<int>(new TaskCompletionSource<int>().Task), caller.Token).AsTask();
        caller.Cancel();
        Assert.That(
            async () => await running,
            Throws.InstanceOf<OperationCanceledException>().With.Property("CancellationToken").EqualTo(caller.Token));
    }

    [Test]
    public async Task A_call_that_is_given_up_is_canceled()
    {
        var canceled = new TaskCompletionSource();
        var running = CreateDeadline().RunAsync(
            cancel =>
            {
                cancel.Register(canceled.SetResult);
                return new ValueTask<int>(new TaskCompletionSource<int>().Task);
            },
            default).AsTask();
        _time.Advance(Timeout);
        Assert.That(async () => await running, Throws.TypeOf<TimeoutException>());
        await canceled.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
