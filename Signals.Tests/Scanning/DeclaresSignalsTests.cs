using System.Reflection;
using System.Reflection.Emit;

namespace Signals.Tests.Scanning;

/// <summary>Receivers connect before the first use of the class that declares their signals.</summary>
public class DeclaresSignalsTests
{
    internal static class Untouched
    {
        public static readonly Signal<string, Heard> Saved =
            SignalRegistry.Default.Declare<string, Heard>("untouched_saved");
    }

    private sealed class Receiver
    {
        [ConnectTo("untouched_saved")]
        public void Hear(string sender, Heard heard) => heard.Add("heard");
    }

    [Test]
    public void ConnectAll_finds_the_signals_of_a_class_that_nothing_has_used()
    {
        var receiver = new Receiver();
        using var connections = SignalRegistry.Default.ConnectAll(receiver);
        var heard = new Heard();
        Untouched.Saved.Send("anna", heard);
        Assert.That(heard, Is.EqualTo(new[] { "heard" }));
        GC.KeepAlive(receiver);
    }

    [Test]
    public void ConnectAll_finds_the_signals_of_an_assembly_that_only_a_parameter_type_needs()
    {
        var receivers = AssembleReceivers(AssembleDistant(out var args), args);
        using var connections = SignalRegistry.Default.ConnectAll(receivers.GetType("DistantReceiver")!);
        var signal = SignalRegistry.Default.Signals.Single(signal => signal.Name == "distant");
        Assert.That(signal.Receivers.Select(receiver => receiver.Name), Is.EqualTo(new[] { "DistantReceiver.Hear" }));
    }

    private static PersistedAssemblyBuilder AssembleDistant(out Type args)
    {
        var assembly = EmittedAssemblies.New("Distant", out var module);
        args = module.DefineType("DistantArgs", TypeAttributes.Public).CreateType();
        var type = module.DefineType("DistantSignals", TypeAttributes.Public);
        Type[] parameters = [typeof(string), typeof(string)];
        var declare = typeof(SignalRegistry).GetMethod(nameof(SignalRegistry.Declare), 2, parameters)!;
        var code = type.DefineTypeInitializer().GetILGenerator();
        code.Emit(OpCodes.Call, typeof(SignalRegistry).GetProperty(nameof(SignalRegistry.Default))!.GetMethod!);
        code.Emit(OpCodes.Ldstr, "distant");
        code.Emit(OpCodes.Ldnull);
        code.Emit(OpCodes.Call, declare.MakeGenericMethod(typeof(string), args));
        code.Emit(OpCodes.Pop);
        code.Emit(OpCodes.Ret);
        var declaring = type.CreateType();
        assembly.SetCustomAttribute(new(typeof(DeclaresSignalsAttribute).GetConstructors()[0], [declaring]));
        return assembly;
    }

    private static Assembly AssembleReceivers(PersistedAssemblyBuilder distant, Type args)
    {
        const MethodAttributes PublicStatic = MethodAttributes.Public | MethodAttributes.Static;
        var assembly = EmittedAssemblies.New("DistantReceivers", out var module);
        var type = module.DefineType("DistantReceiver", TypeAttributes.Public);
        var method = type.DefineMethod("Hear", PublicStatic, typeof(void), [typeof(string), args]);
        method.SetCustomAttribute(new(typeof(ConnectToAttribute).GetConstructors()[0], ["distant"]));
        method.GetILGenerator().Emit(OpCodes.Ret);
        type.CreateType();
        return assembly.LoadBefore(distant);
    }

    private sealed class Misspelt
    {
        [ConnectTo("declared_nowhere")]
        public void Hear(string sender, Heard heard) { }
    }

    [Test]
    public void An_unknown_name_is_an_error_that_names_the_declaring_class_which_failed()
    {
        var assembly = AssembleFailing();
        var receiver = new Misspelt();
        Assert.That(() => SignalRegistry.Default.ConnectAll(receiver), Throws.InvalidOperationException
            .With.Message.Contains("No signal is called 'declared_nowhere'")
            .And.Message.Contains("'FailsAtFirstUse'").And.Message.Contains("zero"));
        GC.KeepAlive(assembly);
    }

    // The assembly has a class that throws when it declares its signals. Every scan for an unknown name reports the
    // exception.
    private static Assembly AssembleFailing()
    {
        var assembly = EmittedAssemblies.New("Failing", out var module);
        var type = module.DefineType("FailsAtFirstUse", TypeAttributes.Public);
        var code = type.DefineTypeInitializer().GetILGenerator();
        code.Emit(OpCodes.Newobj, typeof(DivideByZeroException).GetConstructor([])!);
        code.Emit(OpCodes.Throw);
        var failing = type.CreateType();
        assembly.SetCustomAttribute(new(typeof(DeclaresSignalsAttribute).GetConstructors()[0], [failing]));
        return assembly.Load("failing");
    }
}
