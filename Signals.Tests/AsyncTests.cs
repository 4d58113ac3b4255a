namespace Signals.Tests;

public class AsyncTests
{
    [Test]
    public async Task Sync_and_async_receivers_are_awaited_one_after_the_other()
    {
        var heard = new Heard();
        var signal = new Signal<string, int, string>();
        signal.Connect(async (_, _) => { heard.Add("1 begins"); await Task.Yield(); heard.Add("1 ends"); return "a"; });
        signal.Connect((_, _) => { heard.Add("2"); return "b"; });
        signal.Connect(async (_, _, cancellationToken) => { await Task.Yield(); heard.Add("3"); });
        var answers = await signal.SendAsync("anna", 1);
        Assert.That(heard, Is.EqualTo(new[] { "1 begins", "1 ends", "2", "3" }));
        Assert.That(answers.Select(answer => answer.Value), Is.EqualTo(new[] { "a", "b", null }));
    }

    [Test]
    public void A_plain_send_with_an_async_receiver_connected_calls_no_receiver_and_names_the_async_one()
    {
        var signal = new Signal<string, int>("order_placed");
        signal.Connect((_, _) => Assert.Fail("called"));
        signal.Connect(SaveAsync);
        Assert.That(() => signal.Send("anna", 1), Throws.InvalidOperationException
            .With.Message.Contains("AsyncTests.SaveAsync")
            .And.Message.Contains("SendAsync")
            .And.Message.Contains("order_placed"));
    }

    [Test]
    public void A_plain_send_ignores_the_async_receivers_of_other_senders()
    {
        var signal = new Signal<string, int>();
        signal.From("ben").Connect(SaveAsync);
        Assert.That(signal.Send("anna", 1).Reached, Is.Zero);
    }

    [Test]
    public void A_cancelled_send_stops_between_receivers()
    {
        using var source = new CancellationTokenSource();
        var signal = new Signal<string, int>();
        signal.Connect((_, _) => source.Cancel());
        signal.Connect((_, _) => Assert.Fail("called"));
        Assert.That(async () => await signal.SendAsync("anna", 1, cancellationToken: source.Token),
            Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void A_receiver_gets_the_token_and_a_cancellation_is_no_fault()
    {
        using var source = new CancellationTokenSource();
        var signal = new Signal<string, int>();
        signal.Connect(async (_, _, cancellationToken) =>
        {
            await source.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        });
        Assert.That(async () => await signal.SendAsync("anna", 1, FaultPolicy.AnswerFaults, source.Token),
            Throws.InstanceOf<OperationCanceledException>());
    }

    private static async Task SaveAsync(string sender, int args) => await Task.Yield();
}
