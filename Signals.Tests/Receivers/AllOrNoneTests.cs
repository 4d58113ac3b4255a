namespace Signals.Tests.Receivers;

/// <summary>
/// A connect connects all receivers or none, and a disconnect disconnects all, also when receivers of the signal's
/// events throw.
/// </summary>
public class AllOrNoneTests
{
    private readonly SignalRegistry _registry = new();
    private readonly Signal<string, int> _signal;
    private readonly Marked _marked = new();

    public AllOrNoneTests() => _signal = _registry.Declare<string, int>("heard");

    private static IEnumerable<TestCaseData> Connects()
    {
        yield return Row("a lambda", test => test._signal.Connect((_, _) => { }), 1);
        yield return Row("an async lambda", test => test._signal.Connect(async (_, _) => await Task.Yield()), 1);
        yield return Row("a method", test => test._signal.Connect(test._marked.First), 1);
        yield return Row("a method of one sender", test => test._signal.From("anna").Connect(test._marked.First), 1);
        yield return Row("an owned lambda", test => test._signal.OwnedBy(test._marked).Connect((_, _) => { }), 1);
        yield return Row("the open form", test => test._signal.Connect(test._marked, static (_, _, _) => { }), 1);
        yield return Row("an Rx observer", test => test._signal.Subscribe(_ => { }), 1);
        yield return Row("a multicast delegate", test => test._signal.Connect(test._marked.Both), 2);
        yield return Row("an open multicast delegate", test => test._signal.Connect(test._marked, Marked.OpenBoth), 2);
        yield return Row("all methods of an object", test => test._registry.ConnectAll(test._marked), 2);
        yield return Row("all static methods of a type", test => test._registry.ConnectAll(typeof(MarkedStatics)), 2);

        static TestCaseData Row(string name, Func<AllOrNoneTests, IDisposable> connect, int count) =>
            new TestCaseData(connect, count).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Connects))]
    public void Nothing_stays_connected_when_a_receiver_of_ReceiverConnected_throws(object connect, int count)
    {
        for (var failing = 1; failing <= count; failing++)
        {
            var told = 0;
            using var refusing = _signal.ReceiverConnected.Connect((_, _) => { ThrowIf(++told == failing); });
            Assert.That(() => ((Func<AllOrNoneTests, IDisposable>)connect)(this), Throws.TypeOf<SignalException>());
            Assert.That(_signal.Receivers, Is.Empty, $"when it throws at connection {failing} of {count}");
            Assert.That(_signal.Send("anna", 1).Reached, Is.Zero);
        }
    }

    [TestCaseSource(nameof(Connects))]
    public void Every_connection_ends_when_a_receiver_of_ReceiverDisconnected_throws(object connect, int count)
    {
        for (var failing = 1; failing <= count; failing++)
        {
            var told = 0;
            var connection = ((Func<AllOrNoneTests, IDisposable>)connect)(this);
            using var throwing = _signal.ReceiverDisconnected.Connect((_, _) => { ThrowIf(++told == failing); });
            Assert.That(connection.Dispose, Throws.InstanceOf<AggregateException>());
            Assert.That(_signal.Receivers, Is.Empty, $"when it throws at connection {failing} of {count}");
            Assert.That(told, Is.EqualTo(count), "every connection that ended is told of");
            Assert.That(connection.Dispose, Throws.Nothing, "a second time");
        }
    }

    [TestCaseSource(nameof(Connects))]
    public void All_exceptions_of_receivers_of_ReceiverDisconnected_are_thrown(object connect, int count)
    {
        var connection = ((Func<AllOrNoneTests, IDisposable>)connect)(this);
        using var throwing = _signal.ReceiverDisconnected.Connect((_, _) => { ThrowIf(true); });
        var thrown = Assert.Catch<AggregateException>(connection.Dispose);
        Assert.That(thrown.Flatten().InnerExceptions.Select(inner => inner.GetType()),
            Is.EqualTo(Enumerable.Repeat(typeof(FormatException), count)));
    }

    [Test]
    public void A_connect_that_fails_leaves_earlier_connections()
    {
        _signal.Connect(_marked.First);
        using var refusing = _signal.ReceiverConnected.Connect((_, _) => { ThrowIf(true); });
        Assert.That(() => _signal.Connect(_marked.Both), Throws.TypeOf<SignalException>());
        Assert.That(() => _registry.ConnectAll(_marked), Throws.TypeOf<SignalException>());
        Assert.That(_signal.Receivers.Select(receiver => receiver.Name), Is.EqualTo(new[] { "Marked.First" }));
    }

    [Test]
    public void A_method_disconnected_by_name_is_gone_though_a_receiver_of_ReceiverDisconnected_throws()
    {
        _signal.Connect(_marked.First);
        using var throwing = _signal.ReceiverDisconnected.Connect((_, _) => { ThrowIf(true); });
        Assert.That(() => _signal.Disconnect(_marked.First), Throws.InstanceOf<AggregateException>());
        Assert.That(_signal.Receivers, Is.Empty);
    }

    private static void ThrowIf(bool throws)
    {
        if (throws)
            throw new FormatException();
    }

    private sealed class Marked
    {
        public static readonly Action<Marked, string, int> OpenBoth =
            (Action<Marked, string, int>)OpenFirst + OpenSecond;

        public Action<string, int> Both => (Action<string, int>)First + Second;

        [ConnectTo("heard")]
        public void First(string sender, int args) => GC.KeepAlive(this);

        [ConnectTo("heard")]
        public void Second(string sender, int args) => GC.KeepAlive(this);

        private static void OpenFirst(Marked marked, string sender, int args) => GC.KeepAlive(marked);

        private static void OpenSecond(Marked marked, string sender, int args) => GC.KeepAlive(marked);
    }
}
