namespace Benchmarks.Contenders;

/// <summary>The floor: loops over an array of delegates.</summary>
internal static class RawLoops
{
    public const string DelegateLoop = "delegate loop";
    public const string FuncLoop = "Func[] loop";
    public const string ValueTaskLoop = "ValueTask loop";
    public const string EmptyLoop = "empty loop";

    private static readonly object Sender = new();

    public static Contender Call(Form form, int count, string name = DelegateLoop)
    {
        var receivers = Forms.Receivers(form, count);
        Action<object, int>[] kept = [.. receivers.Select(receiver => Forms.Delegate(form, receiver))];
        return new(name, (first, sends) => Call(kept, first, sends), receivers);
    }

    public static Contender Sum(Form form, int count, string name = FuncLoop)
    {
        var receivers = Receiver.CreateMany(count);
        Func<object, int, int>[] kept = [.. receivers.Select(receiver => Forms.Answering(form, receiver))];
        return new(name, (first, sends) => Sum(kept, first, sends), receivers) { Sum = Contender.SumOf(receivers) };
    }

    public static Contender Await(Form form, int count, string name = ValueTaskLoop)
    {
        var receivers = Receiver.CreateMany(count);
        Func<object, int, ValueTask>[] kept = [.. receivers.Select(receiver => Forms.Async(form, receiver))];
        return new(name, (first, sends) => Await(kept, first, sends), receivers);
    }

    public static Contender Empty(object[] senders) =>
        new(EmptyLoop, (first, count) => Empty(senders, first, count), []);

    private static void Call(Action<object, int>[] receivers, int first, int count)
    {
        var sender = Sender;
        for (var args = first; args < first + count; args++)
        {
            foreach (var receiver in receivers)
                receiver(sender, args);
        }
    }

    private static void Sum(Func<object, int, int>[] receivers, int first, int count)
    {
        var sender = Sender;
        var total = 0;
        for (var args = first; args < first + count; args++)
        {
            var sum = 0;
            foreach (var receiver in receivers)
                sum += receiver(sender, args);
            total += sum;
        }
        Sink.Total = total;
    }

    private static void Await(Func<object, int, ValueTask>[] receivers, int first, int count)
    {
        for (var args = first; args < first + count; args++)
            SynchronousCompletion.Require(SendAsync(receivers, Sender, args));
    }

    private static async ValueTask SendAsync(Func<object, int, ValueTask>[] receivers, object sender, int args)
    {
        foreach (var receiver in receivers)
            await receiver(sender, args);
    }

    private static void Empty(object[] senders, int first, int count)
    {
        var total = 0;
        for (var args = first; args < first + count; args++)
            total ^= args + (senders[args & (senders.Length - 1)] is null ? 1 : 0);
        Sink.Total = total;
    }
}
