namespace Benchmarks.Contenders;

/// <summary>Lambdas as a user writes them: eight places in the source, as many methods for the runtime.</summary>
internal static class Lambdas
{
    /// <summary>The counters of the static lambdas, which capture nothing.</summary>
    public static readonly Receiver[] Counters = Receiver.CreateMany(Receiver.MethodCount);

    public static readonly Action<object, int>[] Static =
    [
        static (_, args) => Counters[0].Count(args),
        static (_, args) => Counters[1].Count(args),
        static (_, args) => Counters[2].Count(args),
        static (_, args) => Counters[3].Count(args),
        static (_, args) => Counters[4].Count(args),
        static (_, args) => Counters[5].Count(args),
        static (_, args) => Counters[6].Count(args),
        static (_, args) => Counters[7].Count(args),
    ];

    public static Action<object, int> Capturing(Receiver receiver) => receiver.Method switch
    {
        0 => (_, args) => receiver.Count(args),
        1 => (_, args) => receiver.Count(args),
        2 => (_, args) => receiver.Count(args),
        3 => (_, args) => receiver.Count(args),
        4 => (_, args) => receiver.Count(args),
        5 => (_, args) => receiver.Count(args),
        6 => (_, args) => receiver.Count(args),
        _ => (_, args) => receiver.Count(args),
    };

    public static Func<object, int, int> Answering(Receiver receiver) => receiver.Method switch
    {
        0 => (_, args) => receiver.Count(args),
        1 => (_, args) => receiver.Count(args) + 1,
        2 => (_, args) => receiver.Count(args) + 2,
        3 => (_, args) => receiver.Count(args) + 3,
        4 => (_, args) => receiver.Count(args) + 4,
        5 => (_, args) => receiver.Count(args) + 5,
        6 => (_, args) => receiver.Count(args) + 6,
        _ => (_, args) => receiver.Count(args) + 7,
    };

    public static Func<object, int, ValueTask> Async(Receiver receiver) => receiver.Method switch
    {
        0 => (_, args) => receiver.CountAsync(args),
        1 => (_, args) => receiver.CountAsync(args),
        2 => (_, args) => receiver.CountAsync(args),
        3 => (_, args) => receiver.CountAsync(args),
        4 => (_, args) => receiver.CountAsync(args),
        5 => (_, args) => receiver.CountAsync(args),
        6 => (_, args) => receiver.CountAsync(args),
        _ => (_, args) => receiver.CountAsync(args),
    };
}
