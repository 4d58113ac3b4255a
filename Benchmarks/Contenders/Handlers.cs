using CommunityToolkit.Mvvm.Messaging;
using CommunityToolkit.Mvvm.Messaging.Messages;

namespace Benchmarks.Contenders;

/// <summary>Each method of a listener as a messenger wants it, with nothing in between.</summary>
internal static class Handlers
{
    public static readonly MessageHandler<Listener, Told>[] Hear =
    [
        static (listener, told) => listener.Hear0(told, told.Args),
        static (listener, told) => listener.Hear1(told, told.Args),
        static (listener, told) => listener.Hear2(told, told.Args),
        static (listener, told) => listener.Hear3(told, told.Args),
        static (listener, told) => listener.Hear4(told, told.Args),
        static (listener, told) => listener.Hear5(told, told.Args),
        static (listener, told) => listener.Hear6(told, told.Args),
        static (listener, told) => listener.Hear7(told, told.Args),
    ];

    public static readonly MessageHandler<Listener, Asked>[] Answer =
    [
        static (listener, asked) => asked.Reply(listener.Answer0(asked, asked.Args)),
        static (listener, asked) => asked.Reply(listener.Answer1(asked, asked.Args)),
        static (listener, asked) => asked.Reply(listener.Answer2(asked, asked.Args)),
        static (listener, asked) => asked.Reply(listener.Answer3(asked, asked.Args)),
        static (listener, asked) => asked.Reply(listener.Answer4(asked, asked.Args)),
        static (listener, asked) => asked.Reply(listener.Answer5(asked, asked.Args)),
        static (listener, asked) => asked.Reply(listener.Answer6(asked, asked.Args)),
        static (listener, asked) => asked.Reply(listener.Answer7(asked, asked.Args)),
    ];
}

internal sealed class Told
{
    public int Args { get; set; }
}

internal sealed class Asked(int args) : CollectionRequestMessage<int>
{
    public int Args => args;
}
