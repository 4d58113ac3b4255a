using System.Reactive.Linq;

namespace Signals.Tests.Receivers;

/// <summary>The names of receivers in listings and messages.</summary>
public class ReceiverNameTests
{
    private delegate IDisposable Connect(Signal<object, Heard> signal);

    private static readonly Explicit Explicit = new();
    private static readonly Owner Owner = new();
    private static readonly Action<object, Heard> Method = Owner.Method;

    private static IEnumerable<TestCaseData> Names()
    {
        yield return Row(
            "explicit implementation", "Explicit.IHandle<Heard>.Handle",
            signal => signal.Connect(((IHandle<Heard>)Explicit).Handle));
        yield return Row(
            "lambda in an explicit implementation",
            "lambda in ExplicitWithLambda.IHandle<Signal<Object, Heard>>.Handle",
            signal => ConnectInExplicit(signal));
        yield return Row(
            "method of a file-local class", "FileLocal.Method",
            signal => FileLocals.ConnectMethod(signal));
        yield return Row(
            "explicit implementation of a file-local interface", "FileLocal.IFileLocal<Heard>.Handle",
            signal => FileLocals.ConnectExplicit(signal));
        yield return Row(
            "lambda in a file-local class", "lambda in FileLocal.ConnectThis",
            signal => FileLocals.ConnectLambda(signal));
        yield return Row(
            "method of a generic class", "Box<Int32>.Method",
            signal => signal.Connect(new Box<int>().Method));
        yield return Row(
            "lambda in a generic class", "lambda in Box<T>.ConnectNothing",
            signal => Box<int>.ConnectNothing(signal));
        yield return Row(
            "lambda in a generic method", "lambda in Box<T>.ConnectGeneric",
            signal => Box<int>.ConnectGeneric<string>(signal));
        yield return Row(
            "generic local function", "Local in Box<Int32>.ConnectLocal",
            signal => Box<int>.ConnectLocal<string>(signal));
        yield return Row(
            "base method, named in an iterator", "base method in Derived",
            signal => new Derived().ConnectBase(signal));
        yield return Row("extension method", "Extensions.OnString", signal => signal.Connect("text".OnString));
        yield return Row(
            "delegate around a method", "Owner.Method",
            signal => signal.Connect(new Action<object, Heard>(Method)));
        yield return Row(
            "expression, compiled", "compiled expression",
            signal => signal.Connect(Expressions.Compiled()));
        yield return Row(
            "expression, interpreted", "compiled expression",
            signal => signal.Connect(Expressions.Interpreted()));
    }

    private static IEnumerable<TestCaseData> NamesOfObservers()
    {
        yield return Row("Rx operator", "Rx Where", signal => signal.Where(_ => true).Subscribe(_ => { }));
        yield return Row(
            "first of two Rx operators", "Rx Select",
            signal => signal.Select(delivery => delivery.Args).Where(_ => true).Subscribe(_ => { }));
        yield return Row("Rx operator of several forms", "Rx Buffer", signal => signal.Buffer(3).Subscribe(_ => { }));
        yield return Row(
            "Rx operator with two sources", "Rx TakeUntil",
            signal => signal.TakeUntil(Observable.Never<int>()).Subscribe(_ => { }));
        yield return Row("Rx lambda", "Rx AnonymousObserver", signal => signal.Subscribe(_ => { }));
        yield return Row("observer of the user's", "Rx Observer", signal => signal.Subscribe(new Observer()));
    }

    [TestCaseSource(nameof(Names))]
    [TestCaseSource(nameof(NamesOfObservers))]
    public void A_receiver_has_a_readable_name(string name, object connect)
    {
        var signal = new Signal<object, Heard>();
        using var connection = ((Connect)connect)(signal);
        Assert.That(signal.Receivers.Single().Name, Is.EqualTo(name));
    }

    private static TestCaseData Row(string title, string name, Connect connect) =>
        new TestCaseData(name, connect).SetArgDisplayNames(title);

    private static SignalConnection ConnectInExplicit(Signal<object, Heard> signal)
    {
        ((IHandle<Signal<object, Heard>>)new ExplicitWithLambda()).Handle(signal, signal);
        return new();
    }

    private sealed class Observer : IObserver<SignalDelivery<object, Heard>>
    {
        public void OnNext(SignalDelivery<object, Heard> value) { }

        public void OnError(Exception error) { }

        public void OnCompleted() { }
    }
}
