namespace Signals.Tests.Scanning;

/// <summary>A method that cannot be connected is an error that says what to do, and nothing is connected.</summary>
public class ConnectToErrorsTests
{
    private readonly SignalRegistry _registry = new();
    private readonly Signal<string, Heard, string> _signal;

    public ConnectToErrorsTests()
    {
        _signal = _registry.Declare<string, Heard, string>("told");
        _registry.Declare<string, int>("counted");
    }

    private sealed class AsyncVoid
    {
        [ConnectTo("told")]
        public void Fits(string sender, Heard heard) { }

        [ConnectTo("told")]
        public async void Hear(string sender, Heard heard) => await Task.Yield();
    }

    private class Marked
    {
        [ConnectTo("told")]
        public virtual void Hear(string sender, Heard heard) { }
    }

    private sealed class AsyncVoidOverride : Marked
    {
        public override async void Hear(string sender, Heard heard) => await Task.Yield();
    }

    private sealed class Closed
    {
        [ConnectTo("told")]
        public static void Hear(object first, string sender, Heard heard) { }
    }

    private sealed class Spans
    {
        [ConnectTo("told")]
        public Span<char> Hear(string sender, Heard heard) => default;
    }

    private sealed class References
    {
        private int _number;

        [ConnectTo("told")]
        public ref int Hear(string sender, Heard heard) => ref _number;
    }

    private sealed class Tokens
    {
        [ConnectTo("told")]
        public void Hear(string sender, Heard heard, CancellationToken cancellationToken) { }
    }

    private static class Open<T>
    {
        [ConnectTo("told")]
        public static string Hear(string sender, Heard heard) => "";
    }

    private interface IAbstract
    {
        [ConnectTo("told")]
        static abstract void Hear(string sender, Heard heard);
    }

    private sealed class Day
    {
        [ConnectTo("counted")]
        public void Hear(string sender, DayOfWeek day) { }
    }

    private sealed class Number
    {
        [ConnectTo("told")]
        public int Hear(string sender, Heard heard) => 1;
    }

    private static IEnumerable<TestCaseData> Mismatches()
    {
        yield return Row("async void", new AsyncVoid(), "AsyncVoid.Hear", "Return Task instead");
        yield return Row(
            "an override that is async void",
            new AsyncVoidOverride(), "AsyncVoidOverride.Hear", "Return Task instead");
        yield return Row(
            "a parameter too many in front",
            typeof(Closed), "Closed.Hear", "Void Hear(Object, String, Heard)");
        yield return Row("a span as its result", new Spans(), "Spans.Hear", "Span<Char> Hear(String, Heard)");
        yield return Row(
            "a reference as its result",
            new References(), "References.Hear", "Int32& Hear(String, Heard)");
        yield return Row(
            "a token without a task",
            new Tokens(), "Tokens.Hear", "when it returns a task, at will, a CancellationToken");
        yield return Row("an open generic type", typeof(Open<>), "Open<T>", "open generic type");
        yield return Row(
            "a static abstract method",
            typeof(IAbstract), "IAbstract.Hear", "Mark the method that implements it");
        yield return Row(
            "an enumeration where numbers are sent",
            new Day(), "Day.Hear", "the signal needs (String, Int32)");
        yield return Row("a number that is no text", new Number(), "Number.Hear", "or String or what converts to it");

        static TestCaseData Row(string name, object receivers, string method, string reason) =>
            new TestCaseData(receivers, method, reason).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Mismatches))]
    public void A_method_that_cannot_be_connected_is_an_error_that_names_the_method(
        object receivers, string name, string reason)
    {
        Assert.That(() => _registry.ConnectAll(receivers), Throws.InvalidOperationException
            .With.Message.Contains(name).And.Message.Contains(reason));
        Assert.That(_signal.Receivers, Is.Empty);
    }

    private sealed class Instances
    {
        [ConnectTo("told")]
        public void Hear(string sender, Heard heard) { }
    }

    private sealed class Statics
    {
        [ConnectTo("told")]
        public static void Hear(string sender, Heard heard) { }
    }

    private static IEnumerable<TestCaseData> Unmarked()
    {
        yield return Row("an object", new object(), "No instance method of Object", "connect them by hand");
        yield return Row(
            "an object whose marked methods are static",
            new Statics(), "Statics", "ConnectAll(typeof(Statics))");
        yield return Row("a type", typeof(string), "No static method of String", "connect them by hand");
        yield return Row(
            "a type whose marked methods are its instances'",
            typeof(Instances), "Instances", "ConnectAll(instance)");
        yield return Row(
            "an assembly",
            typeof(SignalRegistry).Assembly, "No static method of Signals", "ConnectAll(instance)");

        static TestCaseData Row(string name, object receivers, string what, string instead) =>
            new TestCaseData(receivers, what, instead).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Unmarked))]
    public void ConnectAll_without_a_marked_method_is_an_error(object receivers, string what, string instead) =>
        Assert.That(() => _registry.ConnectAll(receivers), Throws.InvalidOperationException
            .With.Message.Contains(what).And.Message.Contains(instead).And.Message.Contains("trimmed or native AOT"));
}
