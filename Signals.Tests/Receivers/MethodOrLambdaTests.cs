using System.Runtime.CompilerServices;

namespace Signals.Tests.Receivers;

/// <summary>
/// A method of an object is held weakly, and called once however often it is connected.
/// A lambda is held strongly, and each is a connection of its own.
/// </summary>
public class MethodOrLambdaTests
{
    private delegate SignalConnection Connect(Signal<object, Heard> signal);

    private static readonly Explicit Explicit = new();
    private static readonly Default Default = new();
    private static readonly Generated Generated = new();
    private static readonly Derived Derived = new();
    private static readonly Box<int> Box = new();
    private static readonly Owner Owner = new();
    private static readonly string Text = string.Concat("te", "xt");
    private static readonly Action<object, Heard> Lambda = (_, heard) => heard.Add("called");
    private static readonly Action<object, Heard> Compiled = Expressions.Compiled();
    private static readonly Action<object, Heard> Interpreted = Expressions.Interpreted();

    private static IEnumerable<TestCaseData> Methods()
    {
        yield return Row(
            "that implements a generic interface explicitly",
            signal => signal.Connect(((IHandle<Heard>)Explicit).Handle));
        yield return Row("that implements a file-local interface explicitly", FileLocals.ConnectExplicit);
        yield return Row("of a file-local class", FileLocals.ConnectMethod);
        yield return Row(
            "that an interface implements by default",
            signal => signal.Connect(((IDefault)Default).Handle));
        yield return Row("of a class marked as compiler-generated", signal => signal.Connect(Generated.Method));
        yield return Row("of the base class, named in an iterator", Derived.ConnectBase);
        yield return Row("of a generic class", signal => signal.Connect(Box.Method));
        yield return Row("that extends an object", signal => signal.Connect(Owner.OnObject));
        yield return Row(
            "with a delegate around it",
            signal => signal.Connect(new Action<object, Heard>(new Action<object, Heard>(Owner.Method))));
    }

    private static IEnumerable<TestCaseData> Lambdas()
    {
        yield return Row("over this in a default method of an interface", ((IDefault)Default).ConnectThis);
        yield return Row("over this in a file-local class", FileLocals.ConnectLambda);
        yield return Row("over this in an explicit implementation", ConnectInExplicit);
        yield return Row("over this in a generic class", Box.ConnectThis);
        yield return Row("over nothing in a generic class", Box<int>.ConnectNothing);
        yield return Row("in a generic method", Box<int>.ConnectGeneric<string>);
        yield return Row("that is a generic local function", Box<int>.ConnectLocal<string>);
        yield return Row("with a delegate around it", signal => signal.Connect(new Action<object, Heard>(Lambda)));
        yield return Row("compiled of an expression", signal => signal.Connect(Compiled));
        yield return Row(
            "compiled of an expression, with a delegate around it",
            signal => signal.Connect(new Action<object, Heard>(Compiled)));
        yield return Row("interpreted of an expression", signal => signal.Connect(Interpreted));
        yield return Row(
            "interpreted of an expression, with a delegate around it",
            signal => signal.Connect(new Action<object, Heard>(Interpreted)));
    }

    [TestCaseSource(nameof(Methods))]
    public void A_method_is_held_weakly(object connect) =>
        Assert.That(Connected(connect)[0].Lifetime, Is.EqualTo(ReceiverLifetime.Weak));

    [TestCaseSource(nameof(Methods))]
    public void A_method_that_is_connected_twice_is_called_once(object connect) =>
        Assert.That(Connected(connect), Has.Count.EqualTo(1));

    [TestCaseSource(nameof(Lambdas))]
    public void A_lambda_is_held_strongly(object connect) =>
        Assert.That(Connected(connect)[0].Lifetime, Is.EqualTo(ReceiverLifetime.Strong));

    [TestCaseSource(nameof(Lambdas))]
    public void A_lambda_that_is_connected_twice_is_called_twice(object connect) =>
        Assert.That(Connected(connect), Has.Count.EqualTo(2));

    [Test]
    public void A_method_that_implements_a_generic_interface_explicitly_dies_with_its_object()
    {
        var signal = new Signal<object, Heard>();
        ConnectDropped(signal);
        Garbage.Collect();
        Assert.That(signal.Receivers, Is.Empty);
    }

    [Test]
    public void A_method_that_extends_a_string_lives_though_its_string_is_dropped()
    {
        var signal = new Signal<object, Heard>();
        ConnectDroppedString(signal);
        AssertCalledAfterCollection(signal);
    }

    [Test]
    public void An_interpreted_expression_lives_though_its_delegate_is_dropped()
    {
        var signal = new Signal<object, Heard>();
        ConnectDroppedExpression(signal);
        AssertCalledAfterCollection(signal);
    }

    [Test]
    public void Two_methods_that_extend_one_delegate_are_two_receivers()
    {
        var signal = new Signal<object, Heard>();
        var heard = new Heard();
        signal.Connect(Lambda.Once);
        signal.Connect(Lambda.Twice);
        signal.Send(this, heard);
        Assert.That(heard, Has.Count.EqualTo(3));
    }

    [Test]
    public void A_method_that_extends_a_string_is_connected_once() =>
        Assert.That(Connected((Connect)(signal => signal.Connect(Text.OnString))), Has.Count.EqualTo(1));

    private static TestCaseData Row(string name, Connect connect) => new TestCaseData(connect).SetArgDisplayNames(name);

    private static IReadOnlyList<SignalReceiver> Connected(object connect)
    {
        var signal = new Signal<object, Heard>();
        ((Connect)connect)(signal);
        ((Connect)connect)(signal);
        return signal.Receivers;
    }

    private static void AssertCalledAfterCollection(Signal<object, Heard> signal)
    {
        Garbage.Collect();
        var heard = new Heard();
        signal.Send(signal, heard);
        Assert.That(heard, Is.EqualTo(new[] { "called" }));
    }

    private static SignalConnection ConnectInExplicit(Signal<object, Heard> signal)
    {
        ((IHandle<Signal<object, Heard>>)new ExplicitWithLambda()).Handle(signal, signal);
        return new();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ConnectDropped(Signal<object, Heard> signal) =>
        signal.Connect(((IHandle<Heard>)new Explicit()).Handle);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ConnectDroppedString(Signal<object, Heard> signal) =>
        signal.Connect(new string('t', 3).OnString);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ConnectDroppedExpression(Signal<object, Heard> signal) =>
        signal.Connect(Expressions.Interpreted());
}
