namespace Signals.Receivers;

/// <summary>
/// Guards a signal that collects answers against the two places where C# drops one: a method group that returns
/// <c>Task&lt;T&gt;</c> is also a <c>Func&lt;…, Task&gt;</c>, and so is a lambda that calls such a method.
/// </summary>
internal static class LostAnswer
{
    public static void Refuse(Delegate receiver, Type answer)
    {
        if (HasResult(receiver.Method.ReturnType))
            throw new ArgumentException(Message(ReceiverName.Of(receiver), receiver.Method.ReturnType.GetGenericArguments()[0], answer), nameof(receiver));
    }

    public static Task Refuse(Task task, Delegate receiver, Type answer)
    {
        for (var type = task.GetType(); type is not null; type = type.BaseType)
        {
            if (HasResult(type))
                throw new InvalidOperationException(Message(ReceiverName.Of(receiver), type.GetGenericArguments()[0], answer));
        }
        return task;
    }

    // The task of an `async Task` method is a Task<VoidTaskResult> underneath.
    private static bool HasResult(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>) && type.GetGenericArguments()[0].Name != "VoidTaskResult";

    private static string Message(string receiver, Type result, Type answer) =>
        $"{receiver} returns Task<{result.Name}>, and its answer would be lost, for this signal collects {answer.Name}. "
        + $"Make it return Task<{answer.Name}>, or connect a lambda that awaits it: async (sender, args) => await …";
}
