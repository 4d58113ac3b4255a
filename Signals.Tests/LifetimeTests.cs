using System.Runtime.CompilerServices;

namespace Signals.Tests;

/// <summary>
/// Every row of the table of lifetimes. A receiver is connected in a method of its own, which keeps only the owner, if
/// the row says so. Then the garbage is collected, and a send shows whether the receiver is alive.
/// </summary>
public class LifetimeTests
{
    private delegate SignalConnection ConnectRow(Signal<object, Heard> signal, Owner owner);

    private static IEnumerable<TestCaseData> ConnectedByDefault()
    {
        yield return Row(
            "a method group lives while its object lives",
            (signal, owner) => signal.Connect(owner.Method), kept: true, heard: true);
        yield return Row(
            "a method group dies with its object",
            (signal, owner) => signal.Connect(owner.Method), kept: false, heard: false);
        yield return Row(
            "a static method group lives",
            (signal, _) => signal.Connect(Owner.Static), kept: false, heard: true);
        yield return Row(
            "a lambda that captures nothing lives",
            (signal, _) => signal.Connect((_, heard) => heard.Add("called")), kept: false, heard: true);
        yield return Row(
            "a lambda that captures this lives, its object kept",
            (signal, owner) => owner.ConnectThis(signal), kept: true, heard: true);
        yield return Row(
            "a lambda that captures this lives, its object dropped",
            (signal, owner) => owner.ConnectThis(signal), kept: false, heard: true);
        yield return Row(
            "a lambda that captures this and a parameter lives",
            (signal, owner) => owner.ConnectThisAndParameter(signal, "called"), kept: false, heard: true);
        yield return Row(
            "a local function that captures a local lives",
            (signal, owner) => owner.ConnectLocalFunction(signal), kept: false, heard: true);
        yield return Row(
            "an async lambda that captures this lives",
            (signal, owner) => owner.ConnectAsyncThis(signal), kept: false, heard: true);
        yield return Row(
            "a closure over a variable still in scope lives",
            ConnectClosureInScope, kept: false, heard: true);
        yield return Row(
            "a method group of a struct lives",
            (signal, _) => signal.Connect(new Struct().Method), kept: false, heard: true);
        yield return Row(
            "a compiled expression lives",
            (signal, _) => signal.Connect(Owner.Compiled()), kept: false, heard: true);
        yield return Row(
            "a delegate around a lambda lives",
            (signal, _) => signal.Connect(new Action<object, Heard>(Owner.Captures("called"))),
            kept: false, heard: true);
    }

    private static IEnumerable<TestCaseData> ConnectedWithAChoice()
    {
        yield return Row(
            "an owned closure lives while its owner lives",
            (signal, owner) => owner.ConnectOwned(signal, "called"), kept: true, heard: true);
        yield return Row(
            "an owned closure dies with its owner, though it captures it",
            (signal, owner) => owner.ConnectOwned(signal, "called"), kept: false, heard: false);
        yield return Row(
            "an owned static method dies with its owner",
            (signal, owner) => signal.OwnedBy(owner).Connect(Owner.Static), kept: false, heard: false);
        yield return Row(
            "a method held strongly outlives every other reference",
            (signal, owner) => signal.Strongly().Connect(owner.Method), kept: false, heard: true);
        yield return Row(
            "a lambda over this held weakly lives with its object",
            (signal, owner) => owner.ConnectThisWeakly(signal), kept: true, heard: true);
        yield return Row(
            "a lambda over this held weakly dies with its object",
            (signal, owner) => owner.ConnectThisWeakly(signal), kept: false, heard: false);
        yield return Row(
            "a lambda that captures nothing has nothing to lose held weakly",
            (signal, _) => signal.Weakly().Connect((_, heard) => heard.Add("called")), kept: false, heard: true);
    }

    [TestCaseSource(nameof(ConnectedByDefault))]
    [TestCaseSource(nameof(ConnectedWithAChoice))]
    public async Task Lifetime_after_forced_collections(object connect, bool kept, bool heard)
    {
        var signal = new Signal<object, Heard>();
        var (owner, trace) = Connect(signal, (ConnectRow)connect, kept);
        Garbage.Collect();
        var list = new Heard();
        await signal.SendAsync(this, list);
        Assert.That(list, heard ? Is.EqualTo(new[] { "called" }) : Is.Empty);
        Assert.That(signal.Receivers, Has.Count.EqualTo(heard ? 1 : 0));
        Assert.That(signal.CountCollected(), Is.EqualTo(heard ? 0 : 1));
        if (!heard)
            Assert.That(trace.IsAlive, Is.False, "the signal must not keep the object alive");
        GC.KeepAlive(owner);
    }

    [Test]
    public void A_closure_held_weakly_without_an_owner_is_refused_and_the_message_says_what_to_do()
    {
        var captured = new Heard();
        var signal = new Signal<object, Heard>();
        Assert.That(
            () => signal.Weakly().Connect((_, _) => captured.Add("called")),
            Throws.InvalidOperationException
                .With.Message.Contains("OwnedBy(owner)")
                .And.Message.Contains(
                    nameof(A_closure_held_weakly_without_an_owner_is_refused_and_the_message_says_what_to_do)));
        Assert.That(signal.Receivers, Is.Empty);
    }

    [TestCase(42, TestName = "A boxed struct is no owner")]
    [TestCase("text", TestName = "A string is no owner")]
    public void A_struct_or_a_string_is_no_owner(object owner) =>
        Assert.That(() => new Signal<object,
            Heard>().OwnedBy(owner), Throws.ArgumentException.With.Message.Contains("no string"));

    [Test]
    public void Each_part_of_a_multicast_delegate_has_a_lifetime_of_its_own()
    {
        var signal = new Signal<object, Heard>();
        var (owner, _) = Connect(
            signal,
            (target, dropped) => target.Connect((Action<object, Heard>)dropped.Method + Owner.Static),
            keep: false);
        Garbage.Collect();
        var list = new Heard();
        Assert.That(signal.Send(this, list).Reached, Is.EqualTo(1));
        Assert.That(owner, Is.Null);
    }

    [Test]
    public void A_method_of_an_object_that_waits_for_its_finalizer_hears_nothing()
    {
        var signal = new Signal<object, Heard>();
        ConnectFinalizable(signal);
        GC.Collect();
        Assert.That(signal.Receivers, Is.Empty);
    }

    [Test]
    public void A_sender_is_not_kept_alive_by_its_receivers()
    {
        var signal = new Signal<object, Heard>();
        var sender = ConnectToSender(signal);
        Garbage.Collect();
        Assert.That(sender.IsAlive, Is.False);
        Assert.That(signal.Receivers, Is.Empty);
    }

    private static TestCaseData Row(string name, ConnectRow connect, bool kept, bool heard) =>
        new TestCaseData(connect, kept, heard).SetArgDisplayNames(name);

    // A frame of its own, so that nothing of the connect stays on the stack of the test.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (Owner? Owner, WeakReference Trace) Connect(
        Signal<object, Heard> signal, ConnectRow connect, bool keep)
    {
        var owner = new Owner();
        connect(signal, owner);
        return (keep ? owner : null, new WeakReference(owner));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static SignalConnection ConnectClosureInScope(Signal<object, Heard> signal, Owner owner)
    {
        var word = string.Concat("cal", "led");
        var connection = signal.Connect((_, heard) => heard.Add(word));
        GC.KeepAlive(word);
        return connection;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference ConnectToSender(Signal<object, Heard> signal)
    {
        var sender = new object();
        signal.From(sender).Connect((from, heard) => heard.Add($"{from}{sender}"));
        return new WeakReference(sender);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ConnectFinalizable(Signal<object, Heard> signal) => signal.Connect(new Finalizable().Method);

    private struct Struct
    {
        public readonly void Method(object sender, Heard heard) => heard.Add("called");
    }

    private sealed class Finalizable
    {
        ~Finalizable() => GC.KeepAlive(this);

        public void Method(object sender, Heard heard) => heard.Add("called");
    }
}
