namespace Signals.Receivers;

/// <summary>
/// Refuses a delegate type without an answer whose method returns one, on a signal that collects answers: a variable of
/// type <c>Func&lt;…, Task&gt;</c> may hold a method that returns <c>Task&lt;T&gt;</c>.
/// </summary>
/// <remarks>For a method group or a lambda, the compiler refuses the connect itself.</remarks>
internal static class LostAnswerGuard
{
    public static void Refuse(Delegate receiver, Type answer)
    {
        var returned = receiver.Method.ReturnType;
        var form = returned.IsGenericType ? returned.GetGenericTypeDefinition() : null;
        if (form != typeof(Task<>) && form != typeof(ValueTask<>))
            return;
        var result = returned.GetGenericArguments()[0].Name;
        var task = returned.Name.Split('`')[0];
        throw new ArgumentException(
            $"{ReceiverName.Of(receiver)} returns {task}<{result}>, and its answer would be lost, "
            + $"for this signal collects {answer.Name}. Make it return {task}<{answer.Name}>, "
            + "or connect a lambda that awaits it: async (sender, args) => await …",
            nameof(receiver));
    }
}
