using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Signals.Scanning;

/// <summary>
/// Turns a method found by reflection into the delegate that a person would have connected, so that connecting it by hand as
/// well connects nothing twice. An answer may be of any type that converts to the signal's, implicitly.
/// </summary>
[RequiresUnreferencedCode(ConnectToScanner.Reflects), RequiresDynamicCode(ConnectToScanner.Reflects)]
internal static class MethodBinder
{
    public static Func<SignalConnection> Bind<TSender, TArgs>(Connectable<TSender, TArgs> signal, object? target, MethodInfo method) =>
        Teller(signal, target, method) ?? throw Misfit<TSender, TArgs>(method, answer: null);

    public static Func<SignalConnection> Bind<TSender, TArgs, TAnswer>(Connectable<TSender, TArgs, TAnswer> signal, object? target, MethodInfo method) =>
        Teller(signal, target, method) ?? Answerer(signal, target, method) ?? throw Misfit<TSender, TArgs>(method, typeof(TAnswer));

    private static Func<SignalConnection>? Teller<TSender, TArgs>(Connectable<TSender, TArgs> signal, object? target, MethodInfo method) =>
        (Form<TSender, TArgs>(method), method.ReturnType) switch
        {
            (Parameters.Two, var type) when type == typeof(void) => Once(method.CreateDelegate<Action<TSender, TArgs>>(target), receiver => signal.Connect(receiver, "")),
            (Parameters.Two, var type) when type == typeof(Task) => Once(method.CreateDelegate<Func<TSender, TArgs, Task>>(target), receiver => signal.Connect(receiver, "")),
            (Parameters.Three, var type) when type == typeof(Task) => Once(method.CreateDelegate<Func<TSender, TArgs, CancellationToken, Task>>(target), receiver => signal.Connect(receiver, "")),
            (Parameters.Two, var type) when type == typeof(ValueTask) => Once(method.CreateDelegate<Func<TSender, TArgs, ValueTask>>(target), receiver => signal.Connect(receiver, "")),
            (Parameters.Three, var type) when type == typeof(ValueTask) => Once(method.CreateDelegate<Func<TSender, TArgs, CancellationToken, ValueTask>>(target), receiver => signal.Connect(receiver, "")),
            _ => null,
        };

    private static Func<SignalConnection>? Answerer<TSender, TArgs, TAnswer>(Connectable<TSender, TArgs, TAnswer> signal, object? target, MethodInfo method)
    {
        var form = Form<TSender, TArgs>(method);
        var (wrapper, result) = Unwrap(method.ReturnType);
        if (form == Parameters.Other || (form == Parameters.Three && wrapper is null) || Conversion<TAnswer>(result) is not { } conversion)
            return null;
        var make = typeof(AnswerBinder<TSender, TArgs, TAnswer>).GetMethod($"{form}{wrapper?.Name.Split('`')[0]}")!.MakeGenericMethod(result);
        return (Func<SignalConnection>)make.Invoke(null, [signal, target, method, conversion])!;
    }

    private static (Type? Wrapper, Type Result) Unwrap(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() is var wrapper && (wrapper == typeof(Task<>) || wrapper == typeof(ValueTask<>))
            ? (wrapper, type.GetGenericArguments()[0])
            : (null, type);

    /// <returns>A <c>Func&lt;result, TAnswer&gt;</c>; null when there is no implicit conversion.</returns>
    private static Delegate? Conversion<TAnswer>(Type result)
    {
        var shape = typeof(Func<,>).MakeGenericType(result, typeof(TAnswer));
        if (typeof(TAnswer).IsAssignableFrom(result))
            return typeof(MethodBinder).GetMethod(nameof(Same), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(result, typeof(TAnswer)).CreateDelegate(shape);
        return typeof(TAnswer).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => method.Name == "op_Implicit" && method.ReturnType == typeof(TAnswer) && method.GetParameters()[0].ParameterType == result)
            .Select(method => method.CreateDelegate(shape)).FirstOrDefault();
    }

    private static TTo? Same<TFrom, TTo>(TFrom value) => (TTo?)(object?)value;

    private enum Parameters
    {
        Other,
        Two,
        Three,
    }

    private static Parameters Form<TSender, TArgs>(MethodInfo method)
    {
        var types = method.GetParameters().Select(parameter => parameter.ParameterType).ToArray();
        if (method.IsGenericMethodDefinition || types.Length is < 2 or > 3 || !Takes(types[0], typeof(TSender)) || !Takes(types[1], typeof(TArgs)))
            return Parameters.Other;
        return types.Length == 2 ? Parameters.Two : types[2] == typeof(CancellationToken) ? Parameters.Three : Parameters.Other;
    }

    private static bool Takes(Type parameter, Type type) => parameter == type || (!type.IsValueType && parameter.IsAssignableFrom(type));

    private static Func<SignalConnection> Once<TReceiver>(TReceiver receiver, Func<TReceiver, SignalConnection> connect) => () => connect(receiver);

    private static ArgumentException Misfit<TSender, TArgs>(MethodInfo method, Type? answer)
    {
        var takes = string.Join(", ", method.GetParameters().Select(parameter => TypeName.Of(parameter.ParameterType)));
        var needs = $"{TypeName.Of(typeof(TSender))}, {TypeName.Of(typeof(TArgs))}";
        var answers = answer is null ? "" : $", or {TypeName.Of(answer)} or what converts to it, also as a Task or ValueTask";
        return new ArgumentException(
            $"It is {TypeName.Of(method.ReturnType)} {method.Name}{(method.IsGenericMethodDefinition ? "<…>" : "")}({takes}); the signal needs ({needs}), "
            + $"and when it returns a task, at will, a CancellationToken after them; it returns void, Task or ValueTask{answers}.");
    }
}
