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
    public void By_default_all_receivers_run_and_one_exception_then_carries_all_faults()
    {
        ConnectThree();
        var thrown = Assert.Throws<SignalException>(() => _signal.Send("anna", 1));
        Assert.That(_heard, Is.EqualTo(new[] { "1", "2", "3", "4" }));
        Assert.That(thrown.Faults.Select(fault => fault.Exception.Message), Is.EqualTo(new[] { "two", "three" }));
        Assert.That(thrown.Faults[0].Receiver.ToString(), Does.Contain("FaultTests.ConnectThree (FaultTests.cs:"));
        Assert.That(thrown.Message, Does.Contain("greeting"));
    }

    [Test]
    public void FailFast_throws_the_first_exception_unwrapped_and_calls_no_later_receiver()
    {
        ConnectThree();
        Assert.That(() => _signal.Send("anna", 1, FaultPolicy.FailFast), Throws.TypeOf<FormatException>());
        Assert.That(_heard, Is.EqualTo(new[] { "1", "2" }));
    }

    [Test]
    public void AnswerFaults_returns_faults_among_the_answers()
    {
        ConnectThree();
        var answers = _signal.Send("anna", 1, FaultPolicy.AnswerFaults);
        Assert.That(answers.Select(answer => answer.Value ?? answer.Fault!.Message),
            Is.EqualTo(new[] { "one", "two", "three", "four" }));
    }

    [Test]
    public async Task AnswerFaults_returns_faults_in_the_report_of_a_signal_without_answers()
    {
        var signal = new Signal<string, int>();
        signal.Connect((_, _) => throw new FormatException("sync"));
        signal.Connect(async (_, _) => { await Task.Yield(); throw new FormatException("async"); });
        var report = await signal.SendAsync("anna", 1, FaultPolicy.AnswerFaults);
        Assert.That(report.Reached, Is.EqualTo(2));
        Assert.That(report.Faults.Select(fault => fault.Exception.Message), Is.EqualTo(new[] { "sync", "async" }));
    }

    [Test]
    public void Receivers_that_threw_stay_connected()
    {
        ConnectThree();
        _signal.Send("anna", 1, FaultPolicy.AnswerFaults);
        Assert.That(_signal.Send("anna", 2, FaultPolicy.AnswerFaults), Has.Count.EqualTo(4));
    }

    [Test]
    public void A_returned_exception_is_an_answer_and_a_thrown_exception_is_a_fault()
    {
        var signal = new Signal<string, int, Exception>();
        signal.Connect((_, _) => new FormatException("returned"));
        signal.Connect((_, _) => throw new FormatException("thrown"));
        var answers = signal.Send("anna", 1, FaultPolicy.AnswerFaults);
        Assert.That(answers.Select(answer => (answer.Value?.Message, answer.HasValue, answer.Fault?.Message)),
            Is.EqualTo(new[] { ("returned", true, null), ((string?)null, false, "thrown") }));
    }

    [Test]
    public void A_receiver_that_returns_null_answers_and_a_void_receiver_does_not()
    {
        _signal.Connect((_, _) => null);
        _signal.Connect((_, _) => { });
        Assert.That(_signal.Send("anna", 1).Select(answer => answer.HasValue), Is.EqualTo(new[] { true, false }));
    }
}
