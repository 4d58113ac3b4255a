namespace Signals.Tests.Scanning;

/// <summary>How the result of a marked method becomes an answer.</summary>
public class ConnectToAnswersTests
{
    private readonly SignalRegistry _registry = new();

    private class Vote(string text)
    {
        public static implicit operator Vote(bool yes) => new(yes ? "yes" : "no");

        public override string ToString() => text;
    }

    private sealed class LoudVote(string text) : Vote(text);

    private class Opinion
    {
        public static implicit operator Vote(Opinion opinion) => new("opinion");
    }

    private class FirmOpinion : Opinion
    {
        public static implicit operator LoudVote(FirmOpinion opinion) => new("firm opinion");
    }

    private sealed class FirmestOpinion : FirmOpinion;

    private readonly struct Count(int number)
    {
        private readonly int _number = number;

        public static implicit operator Vote(in Count count) => new($"{count._number} votes");
    }

    private sealed class Same
    {
        [ConnectTo("asked")]
        public Vote Hear(string sender, int args) => new("same");
    }

    private sealed class Derived
    {
        [ConnectTo("asked")]
        public LoudVote Hear(string sender, int args) => new("derived");
    }

    private sealed class OperatorOfTheAnswer
    {
        [ConnectTo("asked")]
        public bool Hear(string sender, int args) => false;
    }

    private sealed class OperatorOfTheResult
    {
        [ConnectTo("asked")]
        public Opinion Hear(string sender, int args) => new();
    }

    private sealed class OperatorOfTheBase
    {
        [ConnectTo("asked")]
        public async Task<FirmestOpinion> Hear(string sender, int args)
        {
            await Task.Yield();
            return new();
        }
    }

    private sealed class OperatorOfAStruct
    {
        [ConnectTo("asked")]
        public ValueTask<Count> Hear(string sender, int args, CancellationToken cancellationToken) =>
            new(new Count(args));
    }

    private static IEnumerable<TestCaseData> Receivers()
    {
        yield return Row("of the same type", new Same(), "same");
        yield return Row("of a derived type", new Derived(), "derived");
        yield return Row("by an operator of the answer", new OperatorOfTheAnswer(), "no");
        yield return Row("by an operator of the result", new OperatorOfTheResult(), "opinion");
        yield return Row("by the nearest operator of a task's result's bases", new OperatorOfTheBase(), "firm opinion");
        yield return Row("by an operator of a struct that it takes by reference", new OperatorOfAStruct(), "3 votes");

        static TestCaseData Row(string name, object receiver, string answer) =>
            new TestCaseData(receiver, answer).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Receivers))]
    public async Task A_result_becomes_an_answer(object receiver, string expected)
    {
        var signal = _registry.Declare<string, int, Vote>("asked");
        using var connections = _registry.ConnectAll(receiver);
        var answers = await signal.SendAsync("anna", 3);
        Assert.That(answers.Select(answer => answer.Value?.ToString()), Is.EqualTo(new[] { expected }));
        GC.KeepAlive(receiver);
    }

    private sealed class Number
    {
        [ConnectTo("asked")]
        public int Hear(string sender, int args) => args;
    }

    [Test]
    public void A_result_becomes_a_nullable_answer_by_the_operator_of_the_underlying_type()
    {
        var number = new Number();
        var signal = _registry.Declare<string, int, decimal?>("asked");
        using var connections = _registry.ConnectAll(number);
        Assert.That(signal.Send("anna", 3).Single().Value, Is.EqualTo(3m));
        GC.KeepAlive(number);
    }

    private sealed class Text
    {
        [ConnectTo("asked")]
        public Task<string> Hear(string sender, int args) => Task.FromResult("later");
    }

    [Test]
    public async Task A_task_is_an_answer_where_tasks_are_collected()
    {
        var text = new Text();
        var signal = _registry.Declare<string, int, Task<string>>("asked");
        using var connections = _registry.ConnectAll(text);
        Assert.That(await signal.Send("anna", 3).Single().Value!, Is.EqualTo("later"));
        GC.KeepAlive(text);
    }

    [Test]
    public async Task The_result_of_a_task_is_an_answer_where_objects_are_collected()
    {
        var text = new Text();
        var signal = _registry.Declare<string, int, object>("asked");
        using var connections = _registry.ConnectAll(text);
        Assert.That((await signal.SendAsync("anna", 3)).Single().Value, Is.EqualTo("later"));
        GC.KeepAlive(text);
    }
}
