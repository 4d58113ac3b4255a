using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Signals.Scanning;

/// <summary>
/// Binds a method found by reflection to the delegate that a user would connect, so that a method connected by hand too
/// is connected once.
/// </summary>
/// <remarks>The result of a method may be of any type that converts implicitly to the signal's answer.</remarks>
[RequiresUnreferencedCode(ConnectToScanner.ReflectionWarning)]
[RequiresDynamicCode(ConnectToScanner.ReflectionWarning)]
internal static class MethodBinder
{
    public static Func<SignalConnection> Bind<TSender, TArgs>(
        Connectable<TSender, TArgs> signal, object? target, MethodInfo method) =>
        BindTell(signal, Validate(target, method)) ?? throw Mismatch<TSender, TArgs>(method, answer: null);

    public static Func<SignalConnection> Bind<TSender, TArgs, TAnswer>(
        Connectable<TSender, TArgs, TAnswer> signal, object? target, MethodInfo method)
    {
        var receiver = Validate(target, method);
        return receiver.BindAs<Func<TSender, TArgs, TAnswer?>>(exact => signal.Connect(exact, ""))
            ?? BindTell(signal, receiver)
            ?? BindAnswer(signal, receiver, TaskResultType(method.ReturnType) ?? method.ReturnType)
            ?? throw Mismatch<TSender, TArgs>(method, typeof(TAnswer));
    }

    private static ReceiverMethod Validate(object? target, MethodInfo method)
    {
        var isAsync = method.IsDefined(typeof(AsyncStateMachineAttribute), inherit: false);
        if (isAsync && method.ReturnType == typeof(void))
            throw new ArgumentException(
                "It is async void, so that nothing can await it or catch what it throws. Return Task instead.");
        if (method.IsStatic && method.IsVirtual)
            throw new ArgumentException(
                "It is a static method that other types implement. Mark the method that implements it instead.");
        return new(target, method);
    }

    private static Func<SignalConnection>? BindTell<TSender, TArgs>(
        Connectable<TSender, TArgs> signal, ReceiverMethod method) =>
        method.BindAs<Action<TSender, TArgs>>(receiver => signal.Connect(receiver, ""))
        ?? method.BindAs<Func<TSender, TArgs, Task>>(receiver => signal.Connect(receiver, ""))
        ?? method.BindAs<Func<TSender, TArgs, ValueTask>>(receiver => signal.Connect(receiver, ""))
        ?? method.BindAs<Func<TSender, TArgs, CancellationToken, Task>>(receiver => signal.Connect(receiver, ""))
        ?? method.BindAs<Func<TSender, TArgs, CancellationToken, ValueTask>>(receiver => signal.Connect(receiver, ""));

    private static Func<SignalConnection>? BindAnswer<TSender, TArgs, TAnswer>(
        Connectable<TSender, TArgs, TAnswer> signal, ReceiverMethod method, Type result)
    {
        var isNoTypeArgument = result == typeof(void) || result.IsByRef || result.IsPointer || result.IsByRefLike;
        if (isNoTypeArgument || result.ContainsGenericParameters)
            return null;
        var bind = typeof(AnswerBinder<TSender, TArgs, TAnswer>).GetMethod(nameof(Bind))!.MakeGenericMethod(result);
        var bound = bind.Invoke(null, BindingFlags.DoNotWrapExceptions, binder: null, [signal, method], culture: null);
        return (Func<SignalConnection>?)bound;
    }

    private static Type? TaskResultType(Type type)
    {
        var form = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        return form == typeof(Task<>) || form == typeof(ValueTask<>) ? type.GetGenericArguments()[0] : null;
    }

    private static ArgumentException Mismatch<TSender, TArgs>(MethodInfo method, Type? answer)
    {
        var takes = method.GetParameters().Select(parameter => parameter.ParameterType).ToArray();
        Type[] needs = [typeof(TSender), typeof(TArgs)];
        var spell = TypeName.Disambiguate([.. takes, .. needs, method.ReturnType, answer ?? typeof(void)]);
        var name = method.IsGenericMethodDefinition ? $"{method.Name}<…>" : method.Name;
        var answers = answer is null ? "" : $", or {spell(answer)} or what converts to it, also as a Task or ValueTask";
        return new ArgumentException(
            $"It is {spell(method.ReturnType)} {name}({string.Join(", ", takes.Select(spell))}); "
            + $"the signal needs ({string.Join(", ", needs.Select(spell))}), "
            + "and when it returns a task, at will, a CancellationToken after them; "
            + $"it returns void, Task or ValueTask{answers}.");
    }
}
