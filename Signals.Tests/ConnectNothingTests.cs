namespace Signals.Tests;

/// <summary>A scan that finds no method says so: its attribute is elsewhere, or trimming removed the method.</summary>
public class ConnectNothingTests
{
    private interface IHear
    {
        [ConnectTo("told")]
        void Hear(string sender, string args) { }
    }

    private sealed class OnlyInTheInterface : IHear;

    private sealed class OnlyAnInstanceMethod
    {
        [ConnectTo("told")]
        private void Hear(string sender, string args) { }
    }

    private static class OnlyAStaticMethod
    {
        public sealed class Nested;

        [ConnectTo("told")]
        private static void Hear(string sender, string args) { }
    }

    [TestCase(typeof(object))]
    [TestCase(typeof(OnlyInTheInterface))]
    [TestCase(typeof(OnlyAStaticMethod.Nested))]
    public void An_object_without_a_marked_method_is_not_connected_in_silence(Type type) =>
        Assert.That(() => new SignalRegistry().ConnectAll(Activator.CreateInstance(type)!), Throws.InvalidOperationException
            .With.Message.Contains(type.Name + " has no instance method with [ConnectTo]"));

    [TestCase(typeof(object))]
    [TestCase(typeof(OnlyAnInstanceMethod))]
    public void A_type_without_a_marked_static_method_is_not_connected_in_silence(Type type) =>
        Assert.That(() => new SignalRegistry().ConnectAll(type), Throws.InvalidOperationException
            .With.Message.Contains(type.Name + " has no static method with [ConnectTo]"));

    [Test]
    public void An_assembly_without_a_marked_method_is_not_connected_in_silence() =>
        Assert.That(() => new SignalRegistry().ConnectAll(typeof(Signal<,>).Assembly), Throws.InvalidOperationException
            .With.Message.Contains("The assembly Signals has no static method with [ConnectTo]"));
}
