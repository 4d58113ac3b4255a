namespace Signals.Tests;

/// <summary>
/// Connects and disconnects during a send: no receiver is lost, no disconnected receiver is called, and the report's
/// count is right.
/// </summary>
public class ChangeDuringSendTests
{
    private readonly Signal<object, int> _signal = new();

    [Test]
    public void A_new_receiver_is_called_after_any_number_of_earlier_connections()
    {
        var heard = 0;
        _signal.Connect((_, _) => { });
        for (var round = 1; round <= 100; round++)
        {
            using var connection = _signal.Connect((_, _) => heard++);
            _signal.Send(this, round);
            Assert.That(heard, Is.EqualTo(round));
        }
    }

    [TestCase(0, false)]
    [TestCase(10, false)]
    [TestCase(10, true)]
    public void A_receiver_disposed_during_a_send_is_skipped_though_others_connected_and_garbage_was_collected(
        int connected, bool collected)
    {
        SignalConnection last = default;
        _signal.Connect((_, _) =>
        {
            for (var n = 0; n < connected; n++)
                _signal.Connect((_, _) => { });
            if (collected)
                Garbage.Collect();
            last.Dispose();
        });
        last = _signal.Connect((_, _) => Assert.Fail("called after it was disposed"));
        Assert.That(_signal.Send(this, 1).Reached, Is.EqualTo(1));
    }

    [Test]
    public void A_receiver_disposed_in_a_nested_send_is_skipped_by_the_outer_sends_too()
    {
        SignalConnection last = default;
        _signal.Connect((_, depth) =>
        {
            Garbage.Collect();
            _signal.Connect((_, _) => { });
            if (depth > 0)
                _signal.Send(this, depth - 1);
            else
                last.Dispose();
        });
        last = _signal.Connect((_, _) => Assert.Fail("called after it was disposed"));
        _signal.Send(this, 3);
        Assert.That(last.IsConnected, Is.False);
    }

    [Test]
    public void Connection_order_survives_disconnects_and_growth()
    {
        var heard = new Heard();
        var connections = Enumerable.Range(0, 10).Select(n => _signal.Connect((_, _) => heard.Add($"{n}"))).ToArray();
        _signal.Send(this, 0);
        foreach (var n in new[] { 0, 4, 8 })
            connections[n].Dispose();
        for (var n = 10; n < 14; n++)
        {
            var name = $"{n}";
            _signal.Connect((_, _) => heard.Add(name));
        }
        heard.Clear();
        _signal.Send(this, 0);
        Assert.That(heard, Is.EqualTo(new[] { "1", "2", "3", "5", "6", "7", "9", "10", "11", "12", "13" }));
    }

    [Test]
    public void Disposed_receivers_do_not_count_as_reached_when_another_throws()
    {
        var first = _signal.Connect((_, _) => { });
        _signal.Connect((_, _) => { Throw(); });
        _signal.Connect((_, _) => { });
        _signal.Send(this, 1, FaultPolicy.AnswerFaults);
        first.Dispose();
        Assert.That(_signal.Send(this, 2, FaultPolicy.AnswerFaults).Reached, Is.EqualTo(2));
    }

    [Test]
    public void A_receiver_that_disconnects_itself_and_throws_is_one_fault([Values] bool ofOneSender)
    {
        SignalConnection self = default;
        var connectable = ofOneSender ? _signal.From(this) : _signal;
        self = connectable.Connect((_, _) => { self.Dispose(); Throw(); });
        var faults = _signal.Send(this, 1, FaultPolicy.AnswerFaults).Faults;
        Assert.That(faults, Has.Count.EqualTo(1));
        Assert.That(_signal.Send(this, 2).Reached, Is.Zero);
    }

    [Test]
    public async Task A_receiver_connected_during_an_async_send_is_first_called_by_the_next_send()
    {
        var late = 0;
        _signal.Connect((_, args) =>
        {
            if (args == 1)
                _signal.Connect((_, _) => { late++; return ValueTask.CompletedTask; });
            return ValueTask.CompletedTask;
        });
        await _signal.SendAsync(this, 0);
        _signal.Connect(async (_, _) => await Task.Yield());
        await _signal.SendAsync(this, 1);
        Assert.That(late, Is.Zero);
        await _signal.SendAsync(this, 2);
        Assert.That(late, Is.EqualTo(1));
    }

    [Test]
    public async Task Thousands_of_async_receivers_that_fail_at_once_do_not_overflow_the_stack()
    {
        for (var n = 0; n < 30_000; n++)
            _signal.Connect((_, _) => ValueTask.FromException(new FormatException()));
        Assert.That((await _signal.SendAsync(this, 1, FaultPolicy.AnswerFaults)).Faults, Has.Count.EqualTo(30_000));
    }

    private static void Throw() => throw new FormatException();
}
