using System.Runtime.CompilerServices;

namespace Benchmarks.Contenders;

/// <summary>The floor: a loop over an array of delegates, written where it is needed.</summary>
internal static class RawLoops
{
    public const string Telling = "delegate loop";
    public const string Asking = "Func[] loop";
    public const string AskingByCall = "Func[] loop in a method called for each send";
    public const string Awaiting = "ValueTask loop";
    public const string Nothing = "empty loop";

    private static readonly object Sender = new();

    public static Contender Tell(int receivers)
    {
        var crowd = Listener.Crowd(receivers);
        Action<object, int>[] kept = [.. crowd.Select(listener => listener.Hears())];
        return new(Telling, (first, count) => Tell(kept, first, count), crowd);
    }

    public static Contender Ask(int receivers)
    {
        var crowd = Listener.Crowd(receivers);
        Func<object, int, int>[] kept = [.. crowd.Select(listener => listener.Answers())];
        return new(Asking, (first, count) => Ask(kept, first, count), crowd) { Sum = Contender.SumOf(crowd) };
    }

    /// <summary>The loop as a send of its own: a method that is called, so that one receiver is not measured against no send at all.</summary>
    public static Contender AskByCall(int receivers)
    {
        var crowd = Listener.Crowd(receivers);
        Func<object, int, int>[] kept = [.. crowd.Select(listener => listener.Answers())];
        return new(AskingByCall, (first, count) => AskByCall(kept, first, count), crowd) { Sum = Contender.SumOf(crowd) };
    }

    public static Contender Await(int receivers)
    {
        var crowd = Listener.Crowd(receivers);
        Func<object, int, ValueTask>[] kept = [.. crowd.Select(listener => listener.HearsAsync())];
        return new(Awaiting, (first, count) => Await(kept, first, count), crowd);
    }

    public static Contender Empty(object[] senders) => new(Nothing, (first, count) => Empty(senders, first, count), []);

    private static void Tell(Action<object, int>[] receivers, int first, int count)
    {
        var sender = Sender;
        for (var args = first; args < first + count; args++)
        {
            foreach (var receiver in receivers)
                receiver(sender, args);
        }
    }

    private static void Ask(Func<object, int, int>[] receivers, int first, int count)
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

    private static void AskByCall(Func<object, int, int>[] receivers, int first, int count)
    {
        var sender = Sender;
        var total = 0;
        for (var args = first; args < first + count; args++)
            total += Sum(receivers, sender, args);
        Sink.Total = total;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Sum(Func<object, int, int>[] receivers, object sender, int args)
    {
        var sum = 0;
        foreach (var receiver in receivers)
            sum += receiver(sender, args);
        return sum;
    }

    private static void Await(Func<object, int, ValueTask>[] receivers, int first, int count)
    {
        for (var args = first; args < first + count; args++)
            Completed.AtOnce(SendAsync(receivers, Sender, args));
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
