namespace Signals.Tests.Scanning;

/// <summary>A method, its overrides and its implementations are one receiver, connected once to each name.</summary>
public class ConnectToOverridesTests
{
    private readonly SignalRegistry _registry = new();
    private readonly Signal<string, Heard, string> _first;
    private readonly Signal<string, Heard, string> _second;

    public ConnectToOverridesTests()
    {
        _first = _registry.Declare<string, Heard, string>("first");
        _second = _registry.Declare<string, Heard, string>("second");
    }

    private class Oldest
    {
        [ConnectTo("first")]
        public virtual object Hear(string sender, Heard heard) => Told(heard, "oldest");
    }

    private class Covariant : Oldest
    {
        [ConnectTo("first"), ConnectTo("second")]
        public override string Hear(string sender, Heard heard) => Told(heard, "covariant");
    }

    private sealed class Youngest : Covariant
    {
        [ConnectTo("first")]
        public override string Hear(string sender, Heard heard) => Told(heard, "youngest");
    }

    private class Void
    {
        [ConnectTo("first")]
        public virtual void Hear(string sender, Heard heard) => heard.Add("void");
    }

    private class Unmarked : Void
    {
        public override void Hear(string sender, Heard heard) => heard.Add("unmarked");
    }

    private sealed class VoidAgain : Unmarked
    {
        [ConnectTo("second")]
        public override void Hear(string sender, Heard heard) => heard.Add("void again");
    }

    private interface IHear<in T>
    {
        [ConnectTo("first")]
        void Hear(string sender, T heard);
    }

    private class Implicit : IHear<Heard>
    {
        [ConnectTo("first"), ConnectTo("second")]
        public virtual void Hear(string sender, Heard heard) => heard.Add("implicit");
    }

    private sealed class ImplicitOverridden : Implicit
    {
        public override void Hear(string sender, Heard heard) => heard.Add("overridden");
    }

    private sealed class Explicit : IHear<Heard>
    {
        [ConnectTo("second")]
        void IHear<Heard>.Hear(string sender, Heard heard) => heard.Add("explicit");

        public void Hear(string sender, Heard heard) => heard.Add("not marked");
    }

    private sealed class Wider : IHear<object>
    {
        void IHear<object>.Hear(string sender, object heard) => ((Heard)heard).Add("wider");
    }

    private interface IDefault<in T>
    {
        [ConnectTo("first"), ConnectTo("second")]
        void Hear(string sender, T heard) => ((Heard)(object)heard!).Add("default");
    }

    private interface INearer : IDefault<Heard>
    {
        void IDefault<Heard>.Hear(string sender, Heard heard) => heard.Add("nearer default");
    }

    private sealed class Default : IDefault<Heard>;

    private sealed class NearerDefault : INearer;

    private sealed class Generic<T> : IHear<T>
    {
        [ConnectTo("second")]
        void IHear<T>.Hear(string sender, T heard) => ((Heard)(object)heard!).Add("generic");
    }

    private struct Structure : IHear<Heard>
    {
        public readonly void Hear(string sender, Heard heard) => heard.Add("structure");
    }

    private static IEnumerable<TestCaseData> Receivers()
    {
        yield return Row(
            "a covariant override, marked as the overridden one is",
            new Covariant(), "covariant", "covariant");
        yield return Row("an override of a covariant override", new Youngest(), "youngest", "youngest");
        yield return Row("an override whose base is marked", new Unmarked(), "unmarked", null);
        yield return Row(
            "an override of an override, marked with another name",
            new VoidAgain(), "void again", "void again");
        yield return Row("an implementation of a marked method", new Implicit(), "implicit", "implicit");
        yield return Row(
            "an override of an implementation of a marked method",
            new ImplicitOverridden(), "overridden", "overridden");
        yield return Row("an explicit implementation of a generic interface", new Explicit(), "explicit", "explicit");
        yield return Row("an implementation with a wider parameter", new Wider(), "wider", null);
        yield return Row("a default implementation of a generic interface", new Default(), "default", "default");
        yield return Row(
            "a default implementation by another interface",
            new NearerDefault(), "nearer default", "nearer default");
        yield return Row(
            "a generic class's implementation of a generic interface",
            new Generic<Heard>(), "generic", "generic");
        yield return Row("a struct's implementation", new Structure(), "structure", null);

        static TestCaseData Row(string name, object receivers, string first, string? second) =>
            new TestCaseData(receivers, first, second).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Receivers))]
    public void A_signal_calls_a_marked_method_once(object receivers, string first, string? second)
    {
        using var connections = _registry.ConnectAll(receivers);
        Assert.That(HeardOf(_first), Is.EqualTo(new[] { first }));
        Assert.That(HeardOf(_second), Is.EqualTo(second is null ? [] : new[] { second }));
        GC.KeepAlive(receivers);
    }

    [Test]
    public void A_covariant_override_is_called_once_where_objects_are_collected()
    {
        var registry = new SignalRegistry();
        var signal = registry.Declare<string, Heard, object>("first");
        var receiver = new CovariantOverride();
        using var connections = registry.ConnectAll(receiver);
        Assert.That(signal.Send("anna", []).Select(answer => answer.Value), Is.EqualTo(new[] { "heir" }));
        GC.KeepAlive(receiver);
    }

    private sealed class CovariantOverride : Oldest
    {
        [ConnectTo("first")]
        public override string Hear(string sender, Heard heard) => Told(heard, "heir");
    }

    private class Parent
    {
        [ConnectTo("first")]
        public void Parents(string sender, Heard heard) => heard.Add("parent");
    }

    private sealed class Child : Parent, IDefault<Heard>
    {
        [ConnectTo("first")]
        public void Childs(string sender, Heard heard) => heard.Add("child");
    }

    [Test]
    public void Methods_of_interfaces_and_base_classes_hear_first()
    {
        var child = new Child();
        using var connections = _registry.ConnectAll(child);
        Assert.That(HeardOf(_first), Is.EqualTo(new[] { "default", "parent", "child" }));
        GC.KeepAlive(child);
    }

    private static Heard HeardOf(Signal<string, Heard, string> signal)
    {
        var heard = new Heard();
        signal.Send("anna", heard);
        return heard;
    }

    private static string Told(Heard heard, string word)
    {
        heard.Add(word);
        return word;
    }
}
