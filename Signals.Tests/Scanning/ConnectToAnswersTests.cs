namespace Signals.Tests.Scanning;

/// <summary>The results that become answers, and those that cannot.</summary>
public class ConnectToAnswersTests
{
    private readonly SignalRegistry _registry = new();

    public class Vote(string text)
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
        public static implicit operator Vote(in Count count) => new($"{count._number} votes");

        private readonly int _number = number;
    }

    private sealed class Votes
    {
        [ConnectTo("same")]
        public Vote Same(string sender, int args) => new("same");

        [ConnectTo("derived")]
        public LoudVote Derived(string sender, int args) => new("derived");

        [ConnectTo("operator of the answer")]
        public bool OfTheAnswer(string sender, int args) => false;

        [ConnectTo("operator of the result")]
        public Opinion OfTheResult(string sender, int args) => new();

        [ConnectTo("operator of the result's base class")]
        public async Task<FirmestOpinion> OfTheBase(string sender, int args)
        {
            await Task.Yield();
            return new();
        }

        [ConnectTo("operator of a struct")]
        public ValueTask<Count> OfAStruct(string sender, int args, CancellationToken cancellationToken) => new(new Count(args));

        [ConnectTo("nothing")]
        public Opinion? Nothing(string sender, int args) => null;
    }

    [TestCase("same", "same")]
    [TestCase("derived", "derived")]
    [TestCase("operator of the answer", "no")]
    [TestCase("operator of the result", "opinion")]
    [TestCase("operator of the result's base class", "firm opinion")]
    [TestCase("operator of a struct", "3 votes")]
    [TestCase("nothing", "opinion")]
    public async Task A_result_becomes_an_answer(string name, string answer)
    {
        foreach (var signal in typeof(Votes).GetMethods().SelectMany(method => method.GetCustomAttributes(false).OfType<ConnectToAttribute>()))
            _registry.Declare<string, int, Vote>(signal.Signal);
        var votes = new Votes();
        using var connections = _registry.ConnectAll(votes);
        var answers = await _registry.Signal<string, int, Vote>(name).SendAsync("anna", 3);
        Assert.That(answers.Single().Value?.ToString(), Is.EqualTo(answer));
        GC.KeepAlive(votes);
    }

    private sealed class Price
    {
        [ConnectTo("price")]
        public int Whole(string sender, int args) => args;
    }

    [Test]
    public void An_operator_s_result_becomes_a_nullable_answer()
    {
        var price = new Price();
        var signal = _registry.Declare<string, int, decimal?>("price");
        using var connections = _registry.ConnectAll(price);
        Assert.That(signal.Send("anna", 3).Single().Value, Is.EqualTo(3m));
        GC.KeepAlive(price);
    }

    private sealed class Texts
    {
        [ConnectTo("texts")]
        public Task<string> Later(string sender, int args) => Task.FromResult("later");
    }

    [Test]
    public async Task A_task_is_an_answer_where_tasks_are_collected()
    {
        var texts = new Texts();
        var signal = _registry.Declare<string, int, Task<string>>("texts");
        using var connections = _registry.ConnectAll(texts);
        Assert.That(await signal.Send("anna", 3).Single().Value!, Is.EqualTo("later"));
        GC.KeepAlive(texts);
    }

    [Test]
    public async Task A_task_s_result_is_an_answer_where_objects_are_collected()
    {
        var texts = new Texts();
        var signal = _registry.Declare<string, int, object>("texts");
        using var connections = _registry.ConnectAll(texts);
        Assert.That((await signal.SendAsync("anna", 3)).Single().Value, Is.EqualTo("later"));
        GC.KeepAlive(texts);
    }
}
