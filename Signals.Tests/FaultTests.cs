namespace Signals.Tests;

public class FaultTests
{
    private readonly Heard _heard = [];
    private readonly Signal<string, int, string> _signal = new("greeting");

    private void ConnectThree()
    {
        _signal.Connect((_, _) => { _heard.Add("1"); return "one"; });
        _signal.Connect((_, _) => { _heard.Add("2"); throw new FormatException("two"); });
        _signal.Connect((_, _) => { _heard.Add("3"); throw new TimeoutException("three"); });
        _signal.Connect((_, _) => { _heard.Add("4"); return "four"; });
    }

    [Test]
    public void By_default_all_run_and_then_one_exception_carries_all_faults_each_with_its_receiver()
    {
        ConnectThree();
        var thrown = Assert.Throws<SignalException>(() => _signal.Send("anna", 1));
        Assert.That(_heard, Is.EqualTo(new[] { "1", "2", "3", "4" }));
        Assert.That(thrown.Faults.Select(fault => fault.Exception.Message), Is.EqualTo(new[] { "two", "three" }));
        Assert.That(thrown.Faults[0].Receiver.ToString(), Does.Contain("FaultTests.ConnectThree (FaultTests.cs:"));
        Assert.That(thrown.Message, Does.Contain("greeting"));
    }

    [Test]
    public void Fail_fast_lets_the_first_exception_through_as_it_is_and_calls_nobody_after()
    {
        ConnectThree();
        Assert.That(() => _signal.Send("anna", 1, FaultPolicy.FailFast), Throws.TypeOf<FormatException>());
        Assert.That(_heard, Is.EqualTo(new[] { "1", "2" }));
    }

    [Test]
    public void Faults_can_come_back_among_the_answers()
    {
        ConnectThree();
        var answers = _signal.Send("anna", 1, FaultPolicy.AnswerFaults);
        Assert.That(answers.Select(answer => answer.Value ?? answer.Fault!.Message), Is.EqualTo(new[] { "one", "two", "three", "four" }));
    }

    [Test]
    public async Task Faults_of_a_signal_without_answers_can_come_back_in_its_report()
    {
        var signal = new Signal<string, int>();
        signal.Connect((_, _) => throw new FormatException("sync"));
        signal.Connect(async (_, _) => { await Task.Yield(); throw new FormatException("async"); });
        var report = await signal.SendAsync("anna", 1, FaultPolicy.AnswerFaults);
        Assert.That(report.Reached, Is.EqualTo(2));
        Assert.That(report.Faults.Select(fault => fault.Exception.Message), Is.EqualTo(new[] { "sync", "async" }));
    }

    [Test]
    public void Those_that_threw_stay_connected()
    {
        ConnectThree();
        _signal.Send("anna", 1, FaultPolicy.AnswerFaults);
        Assert.That(_signal.Send("anna", 2, FaultPolicy.AnswerFaults), Has.Count.EqualTo(4));
    }

    [Test]
    public void An_exception_that_was_returned_is_not_one_that_was_thrown()
    {
        var signal = new Signal<string, int, Exception>();
        signal.Connect((_, _) => new FormatException("returned"));
        signal.Connect((_, _) => throw new FormatException("thrown"));
        var answers = signal.Send("anna", 1, FaultPolicy.AnswerFaults);
        Assert.That(answers.Select(answer => (answer.Value?.Message, answer.HasValue, answer.Fault?.Message)),
            Is.EqualTo(new[] { ("returned", true, null), ((string?)null, false, "thrown") }));
    }

    [Test]
    public void A_receiver_that_returned_null_answered_and_one_that_returns_nothing_did_not()
    {
        _signal.Connect((_, _) => null);
        _signal.Connect((_, _) => { });
        Assert.That(_signal.Send("anna", 1).Select(answer => answer.HasValue), Is.EqualTo(new[] { true, false }));
    }
}
