using System.Runtime.CompilerServices;

namespace Benchmarks.Contenders;

/// <summary>
/// A receiver with eight methods to connect, none inlined, so that no contender gains by having a single target. It counts
/// what is negative only: a check is a send of something negative, and what is timed writes nothing that threads would share.
/// </summary>
internal sealed class Listener(int method)
{
    public const int Methods = 8;

    /// <summary>Which of the eight it connects.</summary>
    public int Method => method;

    public int Heard { get; set; }

    /// <summary>Eight methods, and those who share one stand together: shuffled, a hundred would measure the processor's guesses and not the sends.</summary>
    public static Listener[] Crowd(int count) =>
        [.. Enumerable.Range(0, count).Select(number => new Listener((int)((long)number * Methods / Math.Max(Methods, count))))];

    public Action<object, int> Hears() => method switch
    {
        0 => Hear0,
        1 => Hear1,
        2 => Hear2,
        3 => Hear3,
        4 => Hear4,
        5 => Hear5,
        6 => Hear6,
        _ => Hear7,
    };

    public Func<object, int, int> Answers() => method switch
    {
        0 => Answer0,
        1 => Answer1,
        2 => Answer2,
        3 => Answer3,
        4 => Answer4,
        5 => Answer5,
        6 => Answer6,
        _ => Answer7,
    };

    public Func<object, int, ValueTask> HearsAsync() => method switch
    {
        0 => Later0,
        1 => Later1,
        2 => Later2,
        3 => Later3,
        4 => Later4,
        5 => Later5,
        6 => Later6,
        _ => Later7,
    };

    [MethodImpl(MethodImplOptions.NoInlining)] public void Hear0(object sender, int args) => Count(args);
    [MethodImpl(MethodImplOptions.NoInlining)] public void Hear1(object sender, int args) => Count(args);
    [MethodImpl(MethodImplOptions.NoInlining)] public void Hear2(object sender, int args) => Count(args);
    [MethodImpl(MethodImplOptions.NoInlining)] public void Hear3(object sender, int args) => Count(args);
    [MethodImpl(MethodImplOptions.NoInlining)] public void Hear4(object sender, int args) => Count(args);
    [MethodImpl(MethodImplOptions.NoInlining)] public void Hear5(object sender, int args) => Count(args);
    [MethodImpl(MethodImplOptions.NoInlining)] public void Hear6(object sender, int args) => Count(args);
    [MethodImpl(MethodImplOptions.NoInlining)] public void Hear7(object sender, int args) => Count(args);

    [MethodImpl(MethodImplOptions.NoInlining)] public int Answer0(object sender, int args) => Count(args);
    [MethodImpl(MethodImplOptions.NoInlining)] public int Answer1(object sender, int args) => Count(args) + 1;
    [MethodImpl(MethodImplOptions.NoInlining)] public int Answer2(object sender, int args) => Count(args) + 2;
    [MethodImpl(MethodImplOptions.NoInlining)] public int Answer3(object sender, int args) => Count(args) + 3;
    [MethodImpl(MethodImplOptions.NoInlining)] public int Answer4(object sender, int args) => Count(args) + 4;
    [MethodImpl(MethodImplOptions.NoInlining)] public int Answer5(object sender, int args) => Count(args) + 5;
    [MethodImpl(MethodImplOptions.NoInlining)] public int Answer6(object sender, int args) => Count(args) + 6;
    [MethodImpl(MethodImplOptions.NoInlining)] public int Answer7(object sender, int args) => Count(args) + 7;

    [MethodImpl(MethodImplOptions.NoInlining)] private ValueTask Later0(object sender, int args) => Counted(args);
    [MethodImpl(MethodImplOptions.NoInlining)] private ValueTask Later1(object sender, int args) => Counted(args);
    [MethodImpl(MethodImplOptions.NoInlining)] private ValueTask Later2(object sender, int args) => Counted(args);
    [MethodImpl(MethodImplOptions.NoInlining)] private ValueTask Later3(object sender, int args) => Counted(args);
    [MethodImpl(MethodImplOptions.NoInlining)] private ValueTask Later4(object sender, int args) => Counted(args);
    [MethodImpl(MethodImplOptions.NoInlining)] private ValueTask Later5(object sender, int args) => Counted(args);
    [MethodImpl(MethodImplOptions.NoInlining)] private ValueTask Later6(object sender, int args) => Counted(args);
    [MethodImpl(MethodImplOptions.NoInlining)] private ValueTask Later7(object sender, int args) => Counted(args);

    private int Count(int args)
    {
        if (args < 0)
            Heard++;
        return args;
    }

    private ValueTask Counted(int args)
    {
        Count(args);
        return default;
    }
}
