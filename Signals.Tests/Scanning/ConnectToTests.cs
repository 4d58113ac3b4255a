namespace Signals.Tests.Scanning;

public class ConnectToTests
{
    private readonly SignalRegistry _registry = new();
    private readonly Signal<string, Heard, OverloadTests.Vote> _signal;

    public ConnectToTests() => _signal = _registry.Declare<string, Heard, OverloadTests.Vote>("asked");

    private class Base
    {
        [ConnectTo("asked")]
        private void Inherited(string sender, Heard heard) => heard.Add("inherited, private");

        [ConnectTo("asked")]
        protected virtual void Overridden(string sender, Heard heard) => heard.Add("base");
    }

    private sealed class Receivers : Base
    {
        protected override void Overridden(string sender, Heard heard) => heard.Add("overridden, once");

        [ConnectTo("asked")]
        public bool Veto(object sender, Heard heard)
        {
            heard.Add("wider parameter, converted answer");
            return false;
        }

        [ConnectTo("asked")]
        public async Task<bool> VetoAsync(string sender, Heard heard, CancellationToken token)
        {
            await Task.Yield();
            heard.Add("task, converted answer");
            return false;
        }

        [ConnectTo("asked")]
        public static void Static(string sender, Heard heard) => heard.Add("static");
    }

    [Test]
    public async Task The_marked_instance_methods_of_an_object_are_connected()
    {
        var receivers = new Receivers();
        using var connections = _registry.ConnectAll(receivers);
        var heard = new Heard();
        var answers = await _signal.SendAsync("anna", heard);
        Assert.That(heard, Is.EquivalentTo(new[]
        {
            "inherited, private", "overridden, once", "wider parameter, converted answer", "task, converted answer",
        }));
        Assert.That(answers.Count(answer => answer.Value?.ToString() == "no"), Is.EqualTo(2), "no vote is lost");
        GC.KeepAlive(receivers);
    }

    [Test]
    public async Task The_marked_static_methods_of_a_type_are_connected()
    {
        using var connections = _registry.ConnectAll(typeof(Receivers));
        var heard = new Heard();
        await _signal.SendAsync("anna", heard);
        Assert.That(heard, Is.EqualTo(new[] { "static" }));
    }

    [Test]
    public async Task ConnectAll_twice_connects_once_and_disposing_disconnects()
    {
        var receivers = new Receivers();
        var first = _registry.ConnectAll(receivers);
        _registry.ConnectAll(receivers);
        Assert.That(await _signal.SendAsync("anna", []), Has.Count.EqualTo(4));
        first.Dispose();
        Assert.That(_signal.HasReceiversFor("anna"), Is.False);
        GC.KeepAlive(receivers);
    }

    [Test]
    public void Marked_methods_are_held_weakly()
    {
        ConnectAndDrop();
        Garbage.Collect();
        Assert.That(_signal.HasReceiversFor("anna"), Is.False);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        void ConnectAndDrop() => _registry.ConnectAll(new Receivers());
    }

    private sealed class Misspelt
    {
        [ConnectTo("asked")]
        public void Fits(string sender, Heard heard) { }

        [ConnectTo("aksed")]
        public void Misses(string sender, Heard heard) { }
    }

    private sealed class Numbers
    {
        [ConnectTo("asked")]
        public void Takes(int sender, Heard heard) { }
    }

    private sealed class Generic
    {
        [ConnectTo("asked")]
        public void Takes<T>(string sender, T heard) { }
    }

    private sealed class Answers
    {
        [ConnectTo("asked")]
        public DateTime Returns(string sender, Heard heard) => default;
    }

    private static IEnumerable<TestCaseData> Mismatches()
    {
        yield return Row("an unknown name", new Misspelt(), "Misspelt.Misses", "No signal is called 'aksed'");
        yield return Row("wrong parameters", new Numbers(), "Numbers.Takes", "the signal needs (String, Heard)");
        yield return Row("a generic method", new Generic(), "Generic.Takes", "Takes<…>");
        yield return Row(
            "an answer that does not convert",
            new Answers(), "Answers.Returns", "or Vote or what converts to it");

        static TestCaseData Row(string name, object receivers, string method, string reason) =>
            new TestCaseData(receivers, method, reason).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Mismatches))]
    public void A_marked_method_that_does_not_fit_is_an_error_that_names_the_method(
        object receivers, string method, string reason)
    {
        Assert.That(() => _registry.ConnectAll(receivers), Throws.InvalidOperationException
            .With.Message.Contains(method).And.Message.Contains(reason));
        Assert.That(_signal.HasReceiversFor("anna"), Is.False);
    }
}
