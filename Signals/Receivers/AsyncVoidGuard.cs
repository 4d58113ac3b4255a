using System.Reflection;
using System.Runtime.CompilerServices;

namespace Signals.Receivers;

/// <summary>
/// Refuses <c>async void</c> receivers: no send can await such a receiver, and its exceptions end the process.
/// </summary>
internal static class AsyncVoidGuard
{
    /// <exception cref="ArgumentException">The receiver, or a part of it, is <c>async void</c>.</exception>
    public static void Refuse(Delegate receiver)
    {
        if (receiver.HasSingleTarget)
        {
            RefuseOne(MethodIdentity.Innermost(receiver), nameof(receiver));
            return;
        }
        foreach (var part in receiver.GetInvocationList())
            RefuseOne(MethodIdentity.Innermost(part), nameof(receiver));
    }

    public static bool IsAsyncVoid(MethodInfo method)
    {
        try
        {
            return method.IsDefined(typeof(AsyncStateMachineAttribute), inherit: false)
                && method.ReturnType == typeof(void);
        }
        catch (Exception exception) when (exception is IOException or TypeLoadException or BadImageFormatException)
        {
            // A program may be deployed without an assembly that only attributes or unused methods refer to.
            return false;
        }
    }

    private static void RefuseOne(Delegate innermost, string parameter)
    {
        if (innermost.Target is { } target && !TargetClassifier.Classify(target).HasAsyncVoid)
            return;
        if (IsAsyncVoid(innermost.Method))
            throw new ArgumentException(Message(ReceiverName.Of(innermost)), parameter);
    }

    private static string Message(string receiver) =>
        $"{receiver} is async void: no send could wait for it, and an exception in it would end the process. "
        + "Make it return Task.";
}
