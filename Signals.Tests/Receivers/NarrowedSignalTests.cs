namespace Signals.Tests.Receivers;

/// <summary>
/// Narrowing a signal of answers through its base type, which has no answers, keeps it a signal of answers.
/// </summary>
public class NarrowedSignalTests
{
    private delegate Connectable<string, int> Narrow(Connectable<string, int> signal);

    private static readonly object Owner = new();

    private static IEnumerable<TestCaseData> Narrowings()
    {
        yield return Row("From", signal => signal.From("anna"));
        yield return Row("OwnedBy", signal => signal.OwnedBy(Owner));
        yield return Row("Strongly", signal => signal.Strongly());
        yield return Row("Weakly", signal => signal.Weakly());
        yield return Row("From and OwnedBy", signal => signal.From("anna").OwnedBy(Owner));

        static TestCaseData Row(string name, Narrow narrow) => new TestCaseData(narrow).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Narrowings))]
    public void Receivers_of_a_narrowed_signal_of_answers_are_called_and_answer_nothing(object narrow)
    {
        var heard = new Heard();
        var signal = new Signal<string, int, string>();
        ((Narrow)narrow)(signal).Connect(static (_, _) => { });
        var observer = new ConnectTests.Observer(delivery => heard.Add(delivery.Sender, delivery.Args));
        ((Narrow)narrow)(signal).OwnedBy(Owner).Subscribe(observer);
        Assert.That(signal.Send("anna", 1).Select(answer => answer.HasValue), Is.EqualTo(new[] { false, false }));
        Assert.That(heard, Is.EqualTo(new[] { "anna:1" }));
    }

    [TestCaseSource(nameof(Narrowings))]
    public async Task Async_receivers_of_a_narrowed_signal_of_answers_are_awaited_and_their_faults_reported(
        object narrow)
    {
        var signal = new Signal<string, int, string>();
        ((Narrow)narrow)(signal).Connect(static async (_, _) => { await Task.Yield(); throw new FormatException(); });
        var answers = await signal.SendAsync("anna", 1, FaultPolicy.AnswerFaults);
        Assert.That(answers.Select(answer => answer.Fault?.GetType()), Is.EqualTo(new[] { typeof(FormatException) }));
    }
}
