using System.Reflection;
using System.Reflection.Emit;

namespace Signals.Tests.Scanning;

/// <summary>Marked methods of unusual forms, and the marked methods of an assembly.</summary>
public class ConnectToFormsTests
{
    private readonly SignalRegistry _registry = new();
    private readonly Signal<string, Heard> _signal;

    public ConnectToFormsTests() => _signal = _registry.Declare<string, Heard>("told");

    private abstract class Base
    {
        [ConnectTo("told")]
        protected virtual void Both(string sender, Heard heard) => heard.Add("base");
    }

    private sealed class Derived : Base
    {
        [ConnectTo("told")]
        protected override void Both(string sender, Heard heard) => heard.Add("override");
    }

    private class Hidden
    {
        [ConnectTo("told")]
        public void Hear(string sender, Heard heard) => heard.Add("hidden");
    }

    private sealed class Hiding : Hidden
    {
        [ConnectTo("told")]
        public new void Hear(string sender, Heard heard) => heard.Add("hiding");
    }

    private sealed class Overloaded
    {
        [ConnectTo("told")]
        public void Hear(string sender, Heard heard) => heard.Add("string");

        [ConnectTo("told")]
        public void Hear(object sender, Heard heard) => heard.Add("object");
    }

    private interface IHear
    {
        [ConnectTo("told")]
        void Hear(string sender, Heard heard) => heard.Add("interface");
    }

    private sealed class Implementation : IHear;

    private static class Statics
    {
        [ConnectTo("told")]
        private static void Hear(string sender, Heard heard) => heard.Add("private static");
    }

    private static IEnumerable<TestCaseData> Forms()
    {
        yield return Row("a method marked on the base and the override, once", new Derived(), "override");
        yield return Row(
            "a hidden method and the one that hides it, the base's first",
            new Hiding(), "hidden", "hiding");
        yield return Row("both overloads", new Overloaded(), "string", "object");
        yield return Row("the default implementation of an interface", new Implementation(), "interface");

        static TestCaseData Row(string name, object receivers, params string[] heard) =>
            new TestCaseData(receivers, heard).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Forms))]
    public void ConnectAll_of_an_instance_connects(object receivers, string[] expected)
    {
        using var connections = _registry.ConnectAll(receivers);
        var heard = new Heard();
        _signal.Send("anna", heard);
        Assert.That(heard, Is.EqualTo(expected));
        GC.KeepAlive(receivers);
    }

    [Test]
    public void A_private_static_method_is_connected()
    {
        using var connections = _registry.ConnectAll(typeof(Statics));
        var heard = new Heard();
        _signal.Send("anna", heard);
        Assert.That(heard, Is.EqualTo(new[] { "private static" }));
    }

    [Test]
    public void The_static_methods_of_an_assembly_are_connected_type_by_type_and_once()
    {
        var assembly = Assemble(("B", "told"), ("A", "told"));
        using var connections = _registry.ConnectAll(assembly);
        using var again = _registry.ConnectAll(assembly);
        Assert.That(_signal.Receivers.Select(receiver => receiver.Name), Is.EqualTo(new[] { "A.Hear", "B.Hear" }));
        var heard = new Heard();
        _signal.Send("anna", heard);
        Assert.That(heard, Is.EqualTo(new[] { "called", "called" }));
    }

    [Test]
    public void An_assembly_with_an_unknown_name_connects_nothing()
    {
        var assembly = Assemble(("A", "told"), ("B", "tlod"));
        Assert.That(() => _registry.ConnectAll(assembly), Throws.InvalidOperationException
            .With.Message.Contains("B.Hear").And.Message.Contains("'tlod'"));
        Assert.That(_signal.Receivers, Is.Empty);
    }

    // Not the assembly of the tests, which has marked methods that are meant to fail.
    private static AssemblyBuilder Assemble(params (string Type, string Signal)[] types)
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new("Receivers"), AssemblyBuilderAccess.RunAndCollect);
        var module = assembly.DefineDynamicModule("Receivers");
        foreach (var (name, signal) in types)
        {
            var type = module.DefineType(name, TypeAttributes.Public);
            const MethodAttributes PublicStatic = MethodAttributes.Public | MethodAttributes.Static;
            var method = type.DefineMethod("Hear", PublicStatic, typeof(void), [typeof(string), typeof(Heard)]);
            method.SetCustomAttribute(new(typeof(ConnectToAttribute).GetConstructors()[0], [signal]));
            var code = method.GetILGenerator();
            code.Emit(OpCodes.Ldarg_0);
            code.Emit(OpCodes.Ldarg_1);
            code.Emit(OpCodes.Call, typeof(Owner).GetMethod(nameof(Owner.Static))!);
            code.Emit(OpCodes.Ret);
            type.CreateType();
        }
        return assembly;
    }
}
