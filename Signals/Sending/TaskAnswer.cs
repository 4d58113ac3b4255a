using System.Diagnostics.CodeAnalysis;

namespace Signals.Sending;

/// <summary>
/// Handles tasks as answers of a signal whose answers are of type <see cref="object"/>: in C#, a method that returns a
/// task is also a function that returns an object.
/// </summary>
internal static class TaskAnswer
{
    public static bool IsTask(object? answer) => answer is Task || (answer is not null && IsTaskType(answer.GetType()));

    /// <summary>Whether the type is a task or value task, with or without a result.</summary>
    public static bool IsTaskType(Type type) =>
        typeof(Task).IsAssignableFrom(type) || type == typeof(ValueTask)
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>));

    /// <exception cref="InvalidOperationException">
    /// The answer is a task, and a synchronous send cannot await it.
    /// </exception>
    public static void RefuseTask(object? answer)
    {
        if (IsTask(answer))
            throw new InvalidOperationException(
                "It answered with a task, which this send does not await. Send with SendAsync.");
    }

    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "The members are kept by DynamicDependency.")]
    [DynamicDependency("AsTask", typeof(ValueTask<>))]
    [DynamicDependency("Result", typeof(Task<>))]
    public static async ValueTask<TAnswer?> AwaitAsync<TAnswer>(object answer)
    {
        var task = answer switch
        {
            Task running => running,
            ValueTask running => running.AsTask(),
            _ => (Task)answer.GetType().GetMethod("AsTask")!.Invoke(answer, null)!,
        };
        await task.ConfigureAwait(false);
        // The task of an `async Task` method is a Task<VoidTaskResult> at run time.
        var result = task.GetType().GetProperty("Result");
        var hasResult = result is not null && result.PropertyType.Name != "VoidTaskResult";
        return hasResult ? (TAnswer?)result!.GetValue(task) : default;
    }
}
