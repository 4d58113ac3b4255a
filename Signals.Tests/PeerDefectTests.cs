using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Signals.Tests;

/// <summary>Defects of other signal libraries, a test for each; a comment at the test names the library.</summary>
public class PeerDefectTests
{
    private readonly Signal<object, Heard> _signal = new();

    private static IEnumerable<TestCaseData> ReferredToOnlyByTheSignal()
    {
        yield return Row("a dynamic method", Dynamic);
        yield return Row("a compiled expression", Owner.Compiled);
        yield return Row("a closure", () => Owner.Captures("called"));
        yield return Row("a method of a struct", () => new Struct().Method);
        yield return Row("a delegate around a delegate", () => new Action<object, Heard>(Owner.Captures("called")));
        yield return Row(
            "a delegate around several",
            () => new Action<object, Heard>(Owner.Captures("called") + new Owner().Nothing));

        static TestCaseData Row(string name, Func<Action<object, Heard>> make) =>
            new TestCaseData(make).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(ReferredToOnlyByTheSignal))] // Prism, MVVM Light and WeakEvent lose such receivers.
    public void A_receiver_that_only_the_signal_refers_to_survives(Func<Action<object, Heard>> make)
    {
        ConnectMade(make);
        Garbage.Collect();
        var heard = new Heard();
        _signal.Send(this, heard);
        Assert.That(heard, Is.EqualTo(new[] { "called" }));
    }

    [Test]
    public void An_extension_method_lives_as_long_as_the_object_it_extends()
    {
        var kept = new Owner();
        _signal.Connect(kept.Extended);
        ConnectMade(() => new Owner().Extended);
        Garbage.Collect();
        var heard = new Heard();
        _signal.Send(this, heard);
        Assert.That(heard, Is.EqualTo(new[] { "extended" }));
        GC.KeepAlive(kept);
    }

    [Test]
    public void A_receiver_of_wider_types_hears_a_signal_of_narrower_ones()
    {
        var heard = new Heard();
        var signal = new Signal<string, string>();
        Action<object, object> wide = (sender, args) => heard.Add(sender, args);
        signal.Connect(wide);
        signal.Connect((sender, args) => heard.Add(sender, args));
        signal.Send("anna", "hat");
        Assert.That(heard, Is.EqualTo(new[] { "anna:hat", "anna:hat" }));
    }

    [Test] // Prism calls 3, 2, 1. MessagePipe fills gaps and calls 5, 2, 3, 4.
    public void A_disconnect_leaves_no_gap_and_receivers_run_in_connection_order([Values] bool sent)
    {
        var heard = new Heard();
        var connections = Enumerable.Range(1, 4).Select(n => _signal.Connect((_, _) => heard.Add($"{n}"))).ToArray();
        if (sent)
            _signal.Send(this, []);
        connections[0].Dispose();
        heard.Clear();
        _signal.Connect((_, _) => heard.Add("5"));
        _signal.Send(this, []);
        Assert.That(heard, Is.EqualTo(new[] { "2", "3", "4", "5" }));
    }

    [Test]
    public void A_nested_send_ends_before_the_outer_one_goes_on()
    {
        var heard = new Heard();
        var signal = new Signal<string, int>();
        signal.Connect((_, args) => { heard.Add("a", args); if (args == 1) signal.Send("anna", 2); });
        signal.Connect((_, args) => heard.Add("b", args));
        signal.Send("anna", 1);
        Assert.That(heard, Is.EqualTo(new[] { "a:1", "a:2", "b:2", "b:1" }));
    }

    [Test] // WeakReferenceMessenger walks all receivers that were ever collected.
    public void Collected_receivers_leave_nothing_behind_for_a_send_to_walk()
    {
        for (var n = 0; n < 100_000; n++)
            ConnectMade(() => new Owner().Nothing);
        Garbage.Collect();
        _signal.Connect(Owner.Static);
        Assert.That(_signal.Send(this, []).Reached, Is.EqualTo(1));
        Assert.That((_signal.Receivers.Count, _signal.CountCollected()), Is.EqualTo((1, 100_000L)));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ConnectMade(Func<Action<object, Heard>> make) => _signal.Connect(make());

    private static Action<object, Heard> Dynamic()
    {
        var method = new DynamicMethod("called", typeof(void), [typeof(object), typeof(Heard)]);
        var code = method.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Call, typeof(Owner).GetMethod(nameof(Owner.Static))!);
        code.Emit(OpCodes.Ret);
        return method.CreateDelegate<Action<object, Heard>>();
    }

    private struct Struct
    {
        public readonly void Method(object sender, Heard heard) => heard.Add("called");
    }
}

internal static class OwnerExtensions
{
    public static void Extended(this Owner owner, object sender, Heard heard) => heard.Add("extended");

    public static void Nothing(this Owner owner, object sender, Heard heard) => GC.KeepAlive(owner);
}
