using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Signals.Scanning;

/// <summary>A method found by reflection, and its target; null for a static method.</summary>
[RequiresUnreferencedCode(ConnectToScanner.ReflectionWarning)]
[RequiresDynamicCode(ConnectToScanner.ReflectionWarning)]
internal sealed record ReceiverMethod(object? Target, MethodInfo Method)
{
    /// <summary>Binds the method as this delegate type. The caller connects it later, after the whole scan.</summary>
    /// <returns>Null when the method is generic, returns another type or does not take the parameters.</returns>
    public Func<SignalConnection>? BindAs<TReceiver>(Func<TReceiver, SignalConnection> connect)
        where TReceiver : Delegate
    {
        var form = typeof(TReceiver).GetMethod(nameof(Action.Invoke))!;
        if (Method.IsGenericMethodDefinition || Method.ReturnType != form.ReturnType || !Takes(form.GetParameters()))
            return null;
        var receiver = Method.CreateDelegate<TReceiver>(Target);
        return () => connect(receiver);
    }

    private bool Takes(ParameterInfo[] given)
    {
        var taken = Method.GetParameters();
        return taken.Length == given.Length
            && taken.Zip(given).All(pair => Takes(pair.First.ParameterType, pair.Second.ParameterType));
    }

    // As C# compares parameters: CreateDelegate alone would also accept an enum for its underlying number.
    private static bool Takes(Type taken, Type given) =>
        taken == given || (!given.IsValueType && taken.IsAssignableFrom(given));
}
