namespace Signals.Tests.Sending;

/// <summary>
/// An exception of the sender's own predicate or fold reaches the sender unwrapped, and is no receiver's fault.
/// </summary>
public class PredicateFaultTests
{
    private readonly Signal<string, int, string> _signal = new("asked");

    private delegate Task Folding(Signal<string, int, string> signal);

    private static IEnumerable<TestCaseData> Foldings()
    {
        yield return Row("Any",
            signal => Task.FromResult(signal.Any("anna", 1, _ => throw new FormatException("mine"))));
        yield return Row("All",
            signal => Task.FromResult(signal.All("anna", 1, _ => throw new FormatException("mine"))));
        yield return Row("Aggregate",
            signal => Task.FromResult(signal.Aggregate("anna", 1, 0, (_, _) => throw new FormatException("mine"))));
    }

    private static IEnumerable<TestCaseData> AsyncFoldings()
    {
        yield return Row("AnyAsync",
            async signal => await signal.AnyAsync("anna", 1, _ => throw new FormatException("mine")));
        yield return Row("AllAsync",
            async signal => await signal.AllAsync("anna", 1, _ => throw new FormatException("mine")));
        yield return Row("AggregateAsync",
            async signal => await signal.AggregateAsync("anna", 1, 0, (_, _) => throw new FormatException("mine")));
    }

    private static TestCaseData Row(string name, Folding fold) => new TestCaseData(fold).SetArgDisplayNames(name);

    [TestCaseSource(nameof(Foldings))]
    [TestCaseSource(nameof(AsyncFoldings))]
    public async Task An_exception_of_a_predicate_or_fold_leaves_the_send_unwrapped(object fold)
    {
        var told = 0;
        var called = 0;
        _signal.ReceiverFaulted.Connect((_, _) => told++);
        _signal.Connect((_, _) => "one");
        _signal.Connect((_, _) => { called++; return "two"; });
        var thrown = await Assert.CatchAsync(() => ((Folding)fold)(_signal));
        Assert.That((thrown!.GetType(), thrown.Message), Is.EqualTo((typeof(FormatException), "mine")));
        Assert.That((told, called), Is.EqualTo((0, 0)), "faults told of, receivers called after the exception");
    }

    [TestCaseSource(nameof(AsyncFoldings))]
    public async Task An_exception_of_a_predicate_or_fold_over_an_async_answer_leaves_the_send_unwrapped(object fold)
    {
        _signal.Connect(async (_, _) => { await Task.Yield(); return "one"; });
        var thrown = await Assert.CatchAsync(() => ((Folding)fold)(_signal));
        Assert.That(thrown, Is.TypeOf<FormatException>());
    }
}
