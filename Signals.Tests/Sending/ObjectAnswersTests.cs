namespace Signals.Tests.Sending;

/// <summary>On a signal whose answers are objects, the result of a task is the answer, and the task is not.</summary>
public class ObjectAnswersTests
{
    private static IEnumerable<TestCaseData> AsyncReceivers()
    {
        yield return Row("a Task of a text", (signal, receivers) => signal.Connect(receivers.AskTaskAsync));
        yield return Row("a ValueTask of an object",
            (signal, receivers) => signal.Connect(receivers.AskValueTaskAsync));
        yield return Row("a Task of an object", (signal, receivers) => signal.Connect(receivers.AskObjectAsync));
        yield return Row("a Task of a text that can be cancelled",
            (signal, receivers) => signal.Connect(receivers.AskCancellableAsync));
        yield return Row("an async lambda",
            (signal, receivers) => signal.Connect(async (sender, args) => await receivers.AskTaskAsync(sender, args)));
        yield return Row("a static method", (signal, _) => signal.Connect(Receivers.AskStaticAsync));

        static TestCaseData Row(string name, Func<Signal<string, int, object>, Receivers, SignalConnection> connect) =>
            new TestCaseData(connect).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(AsyncReceivers))]
    public async Task An_async_receiver_is_awaited_and_its_result_is_the_answer(
        Func<Signal<string, int, object>, Receivers, SignalConnection> connect)
    {
        var receivers = new Receivers();
        var signal = new Signal<string, int, object>();
        connect(signal, receivers);
        Assert.That(signal.Receivers.Single().IsAsync, Is.True);
        Assert.That(() => signal.Send("anna", 1), Throws.InvalidOperationException,
            "a plain send cannot await");
        Assert.That((await signal.SendAsync("anna", 1)).Select(answer => answer.Value), Is.EqualTo(new[] { "anna 1" }));
        GC.KeepAlive(receivers);
    }

    [Test]
    public async Task A_lambda_that_hands_a_task_on_is_awaited_and_its_result_is_the_answer()
    {
        var receivers = new Receivers();
        var signal = new Signal<string, int, object>();
        signal.Connect((sender, args) => receivers.AskTaskAsync(sender, args));
        Assert.That((await signal.SendAsync("anna", 1)).Select(answer => answer.Value), Is.EqualTo(new[] { "anna 1" }));
    }

    [Test]
    public async Task An_async_receiver_that_throws_is_a_fault_and_no_answer()
    {
        var receivers = new Receivers();
        var signal = new Signal<string, int, object>();
        signal.Connect(receivers.ThrowAsync);
        var answer = (await signal.SendAsync("anna", 1, FaultPolicy.AnswerFaults)).Single();
        Assert.That((answer.HasValue, answer.Fault), Is.EqualTo((false, receivers.Thrown)));
    }

    [Test]
    public async Task Marked_async_methods_are_awaited_on_a_signal_of_objects()
    {
        var registry = new SignalRegistry();
        var signal = registry.Declare<string, int, object>("asked");
        var byValue = registry.Declare<string, int, object>("asked by value");
        var receivers = new Receivers();
        using var connected = registry.ConnectAll(receivers);
        Assert.That(signal.Receivers.Select(receiver => receiver.IsAsync), Is.EqualTo(new[] { true, true }));
        Assert.That((await signal.SendAsync("anna", 1)).Select(answer => answer.Value),
            Is.EqualTo(new[] { "anna 1", "anna 1" }));
        Assert.That((await byValue.SendAsync("anna", 1)).Select(answer => answer.Value),
            Is.EqualTo(new[] { "anna 1" }));
        GC.KeepAlive(receivers);
    }

    [Test]
    public async Task A_method_connected_by_hand_and_by_its_attribute_is_called_once([Values] bool byHandFirst)
    {
        var registry = new SignalRegistry();
        var signal = registry.Declare<string, int, object>("asked");
        registry.Declare<string, int, object>("asked by value");
        var receivers = new Receivers();
        if (!byHandFirst)
            registry.ConnectAll(receivers);
        signal.Connect(receivers.AskTaskAsync);
        signal.Connect(receivers.AskBothWaysAsync);
        if (byHandFirst)
            registry.ConnectAll(receivers);
        Assert.That(await signal.SendAsync("anna", 1), Has.Count.EqualTo(2));
        GC.KeepAlive(receivers);
    }

    [Test]
    public void A_signal_whose_answers_are_tasks_is_sent_as_before_when_a_void_receiver_joins()
    {
        var signal = new Signal<string, int, ValueTask<int>>();
        signal.Connect((_, args) => new ValueTask<int>(args));
        Assert.That(signal.Send("anna", 1), Has.Count.EqualTo(1));
        signal.Connect((_, _) => { });
        Assert.That(signal.Receivers.Select(receiver => receiver.IsAsync), Is.EqualTo(new[] { false, false }));
        Assert.That(signal.Send("anna", 1).Select(answer => answer.HasValue), Is.EqualTo(new[] { true, false }));
    }

    [Test]
    public void A_signal_whose_answers_are_tasks_is_sent_as_before_when_an_observer_joins()
    {
        var signal = new Signal<string, int, Task<int>>();
        signal.Connect((_, args) => Task.FromResult(args));
        signal.Subscribe(_ => { });
        Assert.That(signal.Send("anna", 1).Select(answer => answer.HasValue), Is.EqualTo(new[] { true, false }));
    }

    public sealed class Receivers
    {
        public Exception Thrown { get; } = new FormatException();

        public static async Task<string> AskStaticAsync(string sender, int args)
        {
            await Task.Yield();
            return $"{sender} {args}";
        }

        [ConnectTo("asked")]
        public async Task<string> AskTaskAsync(string sender, int args)
        {
            await Task.Yield();
            return $"{sender} {args}";
        }

        [ConnectTo("asked")]
        public async Task<string> AskBothWaysAsync(string sender, int args) => await AskTaskAsync(sender, args);

        [ConnectTo("asked by value")]
        public async ValueTask<string> AskTextAsync(string sender, int args) => await AskTaskAsync(sender, args);

        public async ValueTask<object?> AskValueTaskAsync(string sender, int args) => await AskTaskAsync(sender, args);

        public async Task<object?> AskObjectAsync(string sender, int args) => await AskTaskAsync(sender, args);

        public async Task<string> AskCancellableAsync(string sender, int args, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return await AskTaskAsync(sender, args);
        }

        public async Task<string> ThrowAsync(string sender, int args)
        {
            await Task.Yield();
            throw Thrown;
        }
    }
}
