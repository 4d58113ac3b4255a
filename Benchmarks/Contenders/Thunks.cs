namespace Benchmarks.Contenders;

/// <summary>Each method of a listener as one delegate shared by all listeners: what a source generator writes for the open form.</summary>
internal static class Thunks
{
    public static readonly Action<Listener, object, int>[] Hear =
    [
        static (listener, sender, args) => listener.Hear0(sender, args),
        static (listener, sender, args) => listener.Hear1(sender, args),
        static (listener, sender, args) => listener.Hear2(sender, args),
        static (listener, sender, args) => listener.Hear3(sender, args),
        static (listener, sender, args) => listener.Hear4(sender, args),
        static (listener, sender, args) => listener.Hear5(sender, args),
        static (listener, sender, args) => listener.Hear6(sender, args),
        static (listener, sender, args) => listener.Hear7(sender, args),
    ];

    public static readonly Func<Listener, object, int, int>[] Answer =
    [
        static (listener, sender, args) => listener.Answer0(sender, args),
        static (listener, sender, args) => listener.Answer1(sender, args),
        static (listener, sender, args) => listener.Answer2(sender, args),
        static (listener, sender, args) => listener.Answer3(sender, args),
        static (listener, sender, args) => listener.Answer4(sender, args),
        static (listener, sender, args) => listener.Answer5(sender, args),
        static (listener, sender, args) => listener.Answer6(sender, args),
        static (listener, sender, args) => listener.Answer7(sender, args),
    ];
}
