using System.Reflection;
using System.Runtime.CompilerServices;

namespace Signals.Receivers;

/// <summary>
/// Refuses receivers that are <c>async void</c>: no send can wait for one, and what it throws ends the process.
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
            // A program may leave out an assembly whose attributes or types only methods name that it never calls.
            return false;
        }
    }

    private static void RefuseOne(Delegate written, string parameter)
    {
        if (written.Target is { } target && !TargetClassifier.Classify(target).HasAsyncVoid)
            return;
        if (IsAsyncVoid(written.Method))
            throw new ArgumentException(Message(ReceiverName.Of(written)), parameter);
    }

    private static string Message(string receiver) =>
        $"{receiver} is async void: no send could wait for it, and an exception in it would end the process. "
        + "Make it return Task.";
}
