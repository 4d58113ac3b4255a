namespace Benchmarks.Contenders;

/// <summary>
/// Each method of a receiver as a delegate that all receivers share, as a source generator writes it for the open form.
/// </summary>
internal static class OpenDelegates
{
    public static readonly Action<Receiver, object, int>[] Receive =
    [
        static (receiver, sender, args) => receiver.Receive0(sender, args),
        static (receiver, sender, args) => receiver.Receive1(sender, args),
        static (receiver, sender, args) => receiver.Receive2(sender, args),
        static (receiver, sender, args) => receiver.Receive3(sender, args),
        static (receiver, sender, args) => receiver.Receive4(sender, args),
        static (receiver, sender, args) => receiver.Receive5(sender, args),
        static (receiver, sender, args) => receiver.Receive6(sender, args),
        static (receiver, sender, args) => receiver.Receive7(sender, args),
    ];

    public static readonly Func<Receiver, object, int, int>[] Answer =
    [
        static (receiver, sender, args) => receiver.Answer0(sender, args),
        static (receiver, sender, args) => receiver.Answer1(sender, args),
        static (receiver, sender, args) => receiver.Answer2(sender, args),
        static (receiver, sender, args) => receiver.Answer3(sender, args),
        static (receiver, sender, args) => receiver.Answer4(sender, args),
        static (receiver, sender, args) => receiver.Answer5(sender, args),
        static (receiver, sender, args) => receiver.Answer6(sender, args),
        static (receiver, sender, args) => receiver.Answer7(sender, args),
    ];
}
