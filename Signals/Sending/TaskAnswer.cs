using System.Diagnostics.CodeAnalysis;

namespace Signals.Sending;

/// <summary>
/// A task that came as the answer to a signal whose answers are of type <see cref="object"/>: C# lets a method that
/// returns a task be a function that returns an object.
/// </summary>
internal static class TaskAnswer
{
    public static bool IsTask(object? answer) => answer is Task || (answer is not null && IsTaskType(answer.GetType()));

    /// <summary>Whether what a method returns is a task.</summary>
    public static bool IsTaskType(Type type) =>
        typeof(Task).IsAssignableFrom(type) || type == typeof(ValueTask)
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>));

    /// <exception cref="InvalidOperationException">It is one, and the send does not wait.</exception>
    public static void RefuseTask(object? answer)
    {
        if (IsTask(answer))
            throw new InvalidOperationException("It answered with a task, which this send does not await. Send with SendAsync.");
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
        // The task of an `async Task` method is a Task<VoidTaskResult> underneath.
        var result = task.GetType().GetProperty("Result");
        return result is null || result.PropertyType.Name == "VoidTaskResult" ? default : (TAnswer?)result.GetValue(task);
    }
}
