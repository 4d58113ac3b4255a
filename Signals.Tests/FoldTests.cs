namespace Signals.Tests;

public class FoldTests
{
    private readonly Heard _heard = [];
    private readonly Signal<string, int, string> _signal = new();

    private readonly struct Joined : ISignalFold<string, string>
    {
        public static bool Fold(ref string state, in SignalAnswer<string> answer) =>
            (state += answer.Value) is not "" && answer.Value != "stop";
    }

    private static IEnumerable<TestCaseData> Folds()
    {
        yield return Row("First takes the first that is not null", signal => signal.First("anna", 1), "b", called: 2);
        yield return Row(
            "Any stops at the first such",
            signal => signal.Any("anna", 1, answer => answer == "b"), true, called: 2);
        yield return Row(
            "Any asks all when there is none such",
            signal => signal.Any("anna", 1, answer => answer == "d"), false, called: 3);
        yield return Row(
            "All stops at the first that is not such",
            signal => signal.All("anna", 1, answer => answer is null), false, called: 2);
        yield return Row(
            "All asks all when they are such",
            signal => signal.All("anna", 1, answer => answer != "d"), true, called: 3);
        yield return Row(
            "Aggregate takes all in order",
            signal => signal.Aggregate("anna", 1, "<", (state, answer) => state + (answer ?? "-")), "<-bc", called: 3);
        yield return Row(
            "a fold of one's own takes all",
            signal => signal.Fold<Joined, string>("anna", 1, "<"), "<bc", called: 3);

        static TestCaseData Row(
            string name, Func<Signal<string, int, string>, object?> fold, object? result, int called) =>
            new TestCaseData(fold, result, called).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Folds))]
    public void Answers_are_folded_as_they_come(
        Func<Signal<string, int, string>, object?> fold, object? result, int called)
    {
        foreach (var answer in new[] { null, "b", "c" })
            _signal.Connect((_, _) => { _heard.Add("called"); return answer; });
        Assert.That(fold(_signal), Is.EqualTo(result));
        Assert.That(_heard, Has.Count.EqualTo(called));
    }

    [Test]
    public void A_fold_without_answers_returns_the_seed()
    {
        Assert.That(_signal.Fold<Joined, string>("anna", 1, "seed"), Is.EqualTo("seed"));
        _signal.Connect((_, _) => "a");
        using (_signal.Mute())
            Assert.That(_signal.Fold<Joined, string>("anna", 1, "seed"), Is.EqualTo("seed"));
        Assert.That(_signal.Fold<Joined, string>("anna", 1, "seed"), Is.EqualTo("seeda"));
    }

    [Test]
    public void Receivers_that_do_not_answer_are_called_and_not_folded()
    {
        _signal.Connect((_, _) => "a");
        _signal.Connect((_, _) => { _heard.Add("void"); });
        _signal.Subscribe(new ConnectTests.Observer(_ => _heard.Add("Rx")));
        _signal.Connect((_, _) => "b");
        Assert.That(_signal.Aggregate("anna", 1, 0, (count, _) => count + 1), Is.EqualTo(2));
        Assert.That(_heard, Is.EqualTo(new[] { "void", "Rx" }));
    }

    [Test]
    public void All_forms_of_receivers_answer_in_the_order_of_their_connections()
    {
        var owner = new Answerer();
        _signal.Connect(owner, static (_, _, _) => "1 open ");
        _signal.From("anna").Connect(owner.Answer);
        _signal.Connect((_, _) => "3 strong ");
        _signal.From("anna").Connect(owner, static (_, _, _) => "4 open ");
        _signal.From("ben").Connect((_, _) => "never ");
        _signal.OwnedBy(owner).Connect((_, _) => "5 owned");
        Assert.That(_signal.Fold<Joined, string>("anna", 1, ""), Is.EqualTo("1 open 2 method 3 strong 4 open 5 owned"));
        GC.KeepAlive(owner);
    }

    [Test]
    public void A_fold_of_open_receivers_continues_after_a_receiver_that_throws([Values] bool mixed)
    {
        var owners = Enumerable.Range(0, 3).Select(_ => new Answerer()).ToArray();
        _signal.Connect(owners[0], static (_, _, _) => "a");
        _signal.Connect(owners[1], static (_, _, _) => throw new FormatException());
        _signal.Connect(owners[2], static (_, _, _) => "c");
        if (mixed)
            _signal.From("anna").Connect((_, _) => "d");
        Assert.That(_signal.Fold<Joined,
            string>("anna", 1, "", FaultPolicy.AnswerFaults), Is.EqualTo(mixed ? "acd" : "ac"));
        GC.KeepAlive(owners);
    }

    private void ConnectTwoThatThrow()
    {
        _signal.Connect((_, _) => "a");
        _signal.Connect((_, _) => throw new FormatException("b"));
        _signal.Connect((_, _) => throw new TimeoutException("c"));
        _signal.Connect((_, _) => { _heard.Add("last"); return "d"; });
    }

    [Test]
    public void A_fold_with_FinishThenThrow_calls_all_receivers_and_throws_all_faults()
    {
        ConnectTwoThatThrow();
        var thrown = Assert.Throws<SignalException>(() => _signal.Fold<Joined, string>("anna", 1, ""));
        Assert.That(thrown.Faults.Select(fault => fault.Exception.Message), Is.EqualTo(new[] { "b", "c" }));
        Assert.That(_heard, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_fold_with_AnswerFaults_folds_the_answers_of_the_other_receivers()
    {
        ConnectTwoThatThrow();
        Assert.That(_signal.Fold<Joined, string>("anna", 1, "", FaultPolicy.AnswerFaults), Is.EqualTo("ad"));
    }

    [Test]
    public void A_fold_with_FailFast_ends_with_the_first_exception()
    {
        ConnectTwoThatThrow();
        Assert.That(() => _signal.Fold<Joined,
            string>("anna", 1, "", FaultPolicy.FailFast), Throws.TypeOf<FormatException>());
        Assert.That(_heard, Is.Empty);
    }

    [Test]
    public void An_exception_of_a_fold_is_not_the_fault_of_a_receiver()
    {
        _signal.Connect((_, _) => "a");
        Assert.That(() => _signal.Any("anna", 1, _ => throw new FormatException()), Throws.TypeOf<FormatException>());
    }

    private sealed class Answerer
    {
        public string Answer(string sender, int args) => "2 method ";
    }
}
