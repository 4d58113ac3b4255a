using CommunityToolkit.Mvvm.Messaging;
using CommunityToolkit.Mvvm.Messaging.Messages;

namespace Benchmarks.Contenders;

/// <summary>Each method of a receiver as a message handler, without a wrapper.</summary>
internal static class Handlers
{
    public static readonly MessageHandler<Receiver, Message>[] Receive =
    [
        static (receiver, message) => receiver.Receive0(message, message.Args),
        static (receiver, message) => receiver.Receive1(message, message.Args),
        static (receiver, message) => receiver.Receive2(message, message.Args),
        static (receiver, message) => receiver.Receive3(message, message.Args),
        static (receiver, message) => receiver.Receive4(message, message.Args),
        static (receiver, message) => receiver.Receive5(message, message.Args),
        static (receiver, message) => receiver.Receive6(message, message.Args),
        static (receiver, message) => receiver.Receive7(message, message.Args),
    ];

    public static readonly MessageHandler<Receiver, Request>[] Answer =
    [
        static (receiver, request) => request.Reply(receiver.Answer0(request, request.Args)),
        static (receiver, request) => request.Reply(receiver.Answer1(request, request.Args)),
        static (receiver, request) => request.Reply(receiver.Answer2(request, request.Args)),
        static (receiver, request) => request.Reply(receiver.Answer3(request, request.Args)),
        static (receiver, request) => request.Reply(receiver.Answer4(request, request.Args)),
        static (receiver, request) => request.Reply(receiver.Answer5(request, request.Args)),
        static (receiver, request) => request.Reply(receiver.Answer6(request, request.Args)),
        static (receiver, request) => request.Reply(receiver.Answer7(request, request.Args)),
    ];
}

internal sealed class Message
{
    public int Args { get; set; }
}

internal sealed class Request(int args) : CollectionRequestMessage<int>
{
    public int Args => args;
}
