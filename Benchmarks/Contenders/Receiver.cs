using System.Runtime.CompilerServices;

namespace Benchmarks.Contenders;

/// <summary>
/// A receiver with eight methods, none inlined, so that no contender gains by calling a single target.
/// It counts only calls with negative arguments: a check sends negative numbers, and timed operations write no memory
/// that threads share.
/// </summary>
internal sealed class Receiver(int method)
{
    public const int MethodCount = 8;

    /// <summary>Which of the eight methods, or of eight lambdas, is connected.</summary>
    public int Method => method;

    public int Calls { get; private set; }

    /// <summary>
    /// Receivers for all eight methods, grouped by method. In random order, a hundred receivers would measure the
    /// processor's branch prediction and not the sends.
    /// </summary>
    public static Receiver[] CreateMany(int count) =>
        [.. Enumerable.Range(0, count).Select(number => new Receiver(MethodIndexOf(number, count)))];

    public static int MethodIndexOf(int number, int count) =>
        (int)((long)number * MethodCount / Math.Max(MethodCount, count));

    public Action<object, int> AsAction() => method switch
    {
        0 => Receive0,
        1 => Receive1,
        2 => Receive2,
        3 => Receive3,
        4 => Receive4,
        5 => Receive5,
        6 => Receive6,
        _ => Receive7,
    };

    public Func<object, int, int> AsFunc() => method switch
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

    public Func<object, int, ValueTask> AsAsync() => method switch
    {
        0 => Async0,
        1 => Async1,
        2 => Async2,
        3 => Async3,
        4 => Async4,
        5 => Async5,
        6 => Async6,
        _ => Async7,
    };

    [MethodImpl(MethodImplOptions.NoInlining)] public void Receive0(object sender, int args) => Count(args);
    [MethodImpl(MethodImplOptions.NoInlining)] public void Receive1(object sender, int args) => Count(args);
    [MethodImpl(MethodImplOptions.NoInlining)] public void Receive2(object sender, int args) => Count(args);
    [MethodImpl(MethodImplOptions.NoInlining)] public void Receive3(object sender, int args) => Count(args);
    [MethodImpl(MethodImplOptions.NoInlining)] public void Receive4(object sender, int args) => Count(args);
    [MethodImpl(MethodImplOptions.NoInlining)] public void Receive5(object sender, int args) => Count(args);
    [MethodImpl(MethodImplOptions.NoInlining)] public void Receive6(object sender, int args) => Count(args);
    [MethodImpl(MethodImplOptions.NoInlining)] public void Receive7(object sender, int args) => Count(args);

    [MethodImpl(MethodImplOptions.NoInlining)] public int Answer0(object sender, int args) => Count(args);
    [MethodImpl(MethodImplOptions.NoInlining)] public int Answer1(object sender, int args) => Count(args) + 1;
    [MethodImpl(MethodImplOptions.NoInlining)] public int Answer2(object sender, int args) => Count(args) + 2;
    [MethodImpl(MethodImplOptions.NoInlining)] public int Answer3(object sender, int args) => Count(args) + 3;
    [MethodImpl(MethodImplOptions.NoInlining)] public int Answer4(object sender, int args) => Count(args) + 4;
    [MethodImpl(MethodImplOptions.NoInlining)] public int Answer5(object sender, int args) => Count(args) + 5;
    [MethodImpl(MethodImplOptions.NoInlining)] public int Answer6(object sender, int args) => Count(args) + 6;
    [MethodImpl(MethodImplOptions.NoInlining)] public int Answer7(object sender, int args) => Count(args) + 7;

    [MethodImpl(MethodImplOptions.NoInlining)] private ValueTask Async0(object sender, int args) => CountAsync(args);
    [MethodImpl(MethodImplOptions.NoInlining)] private ValueTask Async1(object sender, int args) => CountAsync(args);
    [MethodImpl(MethodImplOptions.NoInlining)] private ValueTask Async2(object sender, int args) => CountAsync(args);
    [MethodImpl(MethodImplOptions.NoInlining)] private ValueTask Async3(object sender, int args) => CountAsync(args);
    [MethodImpl(MethodImplOptions.NoInlining)] private ValueTask Async4(object sender, int args) => CountAsync(args);
    [MethodImpl(MethodImplOptions.NoInlining)] private ValueTask Async5(object sender, int args) => CountAsync(args);
    [MethodImpl(MethodImplOptions.NoInlining)] private ValueTask Async6(object sender, int args) => CountAsync(args);
    [MethodImpl(MethodImplOptions.NoInlining)] private ValueTask Async7(object sender, int args) => CountAsync(args);

    public void Reset() => Calls = 0;

    /// <summary>The work of every lambda and method, small enough to be inlined.</summary>
    public int Count(int args)
    {
        if (args < 0)
            Calls++;
        return args;
    }

    public ValueTask CountAsync(int args)
    {
        Count(args);
        return default;
    }
}
