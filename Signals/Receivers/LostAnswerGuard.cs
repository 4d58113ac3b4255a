namespace Signals.Receivers;

/// <summary>
/// Guards a signal that collects answers against the two places where C# drops one: a method group that returns
/// <c>Task&lt;T&gt;</c> is also a <c>Func&lt;…, Task&gt;</c>, and so is a lambda that calls such a method.
/// </summary>
internal static class LostAnswerGuard
{
    public static void Refuse(Delegate receiver, Type answer)
    {
        if (ResultOf(receiver.Method.ReturnType) is { } result)
            throw new ArgumentException(Message(ReceiverName.Of(receiver), result, answer), nameof(receiver));
    }

    public static Task Refuse(Task task, Delegate receiver, Type answer) =>
        ResultOf(task.GetType()) is { } result
            ? throw new InvalidOperationException(Message(ReceiverName.Of(receiver), result, answer))
            : task;

    private static Type? ResultOf(Type task)
    {
        for (var type = task; type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>))
                return ResultOf(type.GetGenericArguments());
        }
        return null;
    }

    // The task of an `async Task` method is a Task<VoidTaskResult> underneath.
    private static Type? ResultOf(Type[] arguments) => arguments[0].Name == "VoidTaskResult" ? null : arguments[0];

    private static string Message(string receiver, Type result, Type answer) =>
        $"{receiver} returns Task<{result.Name}>, and its answer would be lost, for this signal collects "
        + $"{answer.Name}. Make it return Task<{answer.Name}>, "
        + "or connect a lambda that awaits it: async (sender, args) => await …";
}
