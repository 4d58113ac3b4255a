using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Signals.Scanning;

/// <summary>A method found by reflection, and the object that it is called on; null for a static one.</summary>
[RequiresUnreferencedCode(ConnectToScanner.Reflects), RequiresDynamicCode(ConnectToScanner.Reflects)]
internal sealed record ReceiverMethod(object? Target, MethodInfo Method)
{
    /// <summary>Binds the method as this delegate, but connects it later, so that a scan which fails connects nothing.</summary>
    /// <returns>Null when the method is generic, returns another type or does not take the parameters.</returns>
    public Func<SignalConnection>? As<TReceiver>(Func<TReceiver, SignalConnection> connect) where TReceiver : Delegate
    {
        if (Method.IsGenericMethodDefinition || Method.ReturnType != typeof(TReceiver).GetMethod(nameof(Action.Invoke))!.ReturnType)
            return null;
        // Without a target the other overload would close a static method over null, as its first argument.
        var receiver = Target is null
            ? Delegate.CreateDelegate(typeof(TReceiver), Method, throwOnBindFailure: false)
            : Delegate.CreateDelegate(typeof(TReceiver), Target, Method, throwOnBindFailure: false);
        return receiver is null ? null : () => connect((TReceiver)receiver);
    }
}
