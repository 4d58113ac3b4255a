using System.Runtime.ExceptionServices;

namespace Signals.Receivers;

/// <summary>Connections that begin and end together.</summary>
internal static class ConnectionGroup
{
    /// <summary>Connects all receivers or none: when a connect throws, the connections before it are ended.</summary>
    public static SignalConnection Connect<T>(IEnumerable<T> receivers, Func<T, SignalConnection> connect)
    {
        var connections = new List<SignalConnection>();
        try
        {
            foreach (var receiver in receivers)
                connections.Add(connect(receiver));
            return new([.. connections]);
        }
        catch (Exception exception)
        {
            DisposeAndThrow([.. connections], exception);
            throw;
        }
    }

    /// <summary>Ends the connections and throws the exception, together with any that a disconnect throws.</summary>
    public static void DisposeAndThrow(SignalConnection[] connections, Exception exception)
    {
        var disposals = connections.Select(connection => (Func<bool>)(() => connection.DisposeNew()));
        RunAll(disposals.Prepend(() => throw exception), dispose => dispose());
    }

    /// <summary>Runs an action for every item, also after an exception, and then throws all exceptions.</summary>
    /// <returns>Whether the action returned true for any item.</returns>
    public static bool RunAll<T>(IEnumerable<T> items, Func<T, bool> action)
    {
        var isAny = false;
        List<Exception>? thrown = null;
        foreach (var item in items)
        {
            try
            {
                isAny |= action(item);
            }
            catch (Exception exception)
            {
                (thrown ??= []).Add(exception);
            }
        }
        if (thrown is [var single])
            ExceptionDispatchInfo.Throw(single);
        return thrown is null ? isAny : throw new AggregateException(thrown);
    }
}
