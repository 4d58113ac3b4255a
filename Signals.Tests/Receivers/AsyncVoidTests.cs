namespace Signals.Tests.Receivers;

/// <summary>No send can await an <c>async void</c> receiver, and its exceptions end the process.</summary>
public class AsyncVoidTests
{
    private delegate void Connect(Signal<object, Heard> signal);

    private static readonly Action<object, Heard> Plain = new Owner().Method;

    private static IEnumerable<TestCaseData> Refused()
    {
        yield return Row("method", "AsyncVoid.Method", signal => signal.Connect(new AsyncVoid().Method));
        yield return Row("static method", "AsyncVoid.Static", signal => signal.Connect(AsyncVoid.Static));
        yield return Row(
            "inherited method",
            "AsyncVoid.Method", signal => signal.Connect(new InheritsAsyncVoid().Method));
        yield return Row(
            "default method of an interface", "IAsyncVoid.Default",
            signal => signal.Connect(((IAsyncVoid)new InheritsAsyncVoid()).Default));
        yield return Row(
            "lambda that captures nothing", "lambda in AsyncVoid.Lambda",
            signal => signal.Connect(AsyncVoid.Lambda()));
        yield return Row(
            "lambda that captures", "lambda in AsyncVoid.Capturing",
            signal => signal.Connect(AsyncVoid.Capturing("called")));
        yield return Row(
            "delegate around a method", "AsyncVoid.Method",
            signal => signal.Connect(new Action<object, Heard>(Around())));
        yield return Row(
            "part of several", "AsyncVoid.Method",
            signal => signal.Connect(Plain + new AsyncVoid().Method));
        yield return Row(
            "owned method", "AsyncVoid.Static",
            signal => signal.OwnedBy(signal).Connect(AsyncVoid.Static));
        yield return Row(
            "open lambda", "lambda in AsyncVoid.Open",
            signal => signal.Connect(new AsyncVoid(), AsyncVoid.Open()));
    }

    [TestCaseSource(nameof(Refused))]
    public void An_async_void_receiver_is_refused_and_the_message_says_what_to_do(string name, object connect)
    {
        var signal = new Signal<object, Heard>();
        Assert.That(
            () => ((Connect)connect)(signal),
            Throws.ArgumentException.With.Message.StartsWith(name).And.Message.Contains("Make it return Task"));
    }

    [TestCaseSource(nameof(Refused))]
    public void A_refused_async_void_receiver_leaves_nothing_connected(string name, object connect)
    {
        var signal = new Signal<object, Heard>();
        Assert.That(() => ((Connect)connect)(signal), Throws.Exception, name);
        Assert.That(signal.Receivers, Is.Empty);
    }

    [Test]
    public void The_other_methods_of_a_class_with_an_async_void_method_can_be_connected()
    {
        var signal = new Signal<object, Heard>();
        var target = new AsyncVoid();
        signal.Connect(target.NotAsync);
        signal.Connect(target.AsyncTask);
        Assert.That(signal.Receivers, Has.Count.EqualTo(2));
    }

    private static TestCaseData Row(string title, string name, Connect connect) =>
        new TestCaseData(name, connect).SetArgDisplayNames(title);

    private static Action<object, Heard> Around() => new AsyncVoid().Method;
}

internal interface IAsyncVoid
{
    async void Default(object sender, Heard heard) => await Task.Yield();
}

internal class AsyncVoid
{
    public async void Method(object sender, Heard heard) => await Task.Yield();

    public static async void Static(object sender, Heard heard) => await Task.Yield();

    public void NotAsync(object sender, Heard heard) => heard.Add("called");

    public async Task AsyncTask(object sender, Heard heard) => await Task.Yield();

    public static Action<object, Heard> Lambda() => async (_, _) => await Task.Yield();

    public static Action<object, Heard> Capturing(string word) => async (_, heard) =>
    {
        await Task.Yield();
        heard.Add(word);
    };

    public static Action<AsyncVoid, object, Heard> Open() => async (_, _, _) => await Task.Yield();
}

internal sealed class InheritsAsyncVoid : AsyncVoid, IAsyncVoid;
