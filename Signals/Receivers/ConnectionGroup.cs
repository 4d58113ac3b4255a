using System.Runtime.ExceptionServices;

namespace Signals.Receivers;

/// <summary>Connections that are made together, and end together.</summary>
internal static class ConnectionGroup
{
    /// <summary>Connects all, or none: when one throws, those that were begun before it are ended.</summary>
    public static SignalConnection Connect<T>(IEnumerable<T> receivers, Func<T, SignalConnection> connect)
    {
        var made = new List<SignalConnection>();
        try
        {
            foreach (var receiver in receivers)
                made.Add(connect(receiver));
            return new([.. made]);
        }
        catch (Exception exception)
        {
            DisposeAndThrow([.. made], exception);
            throw;
        }
    }

    /// <summary>Ends what was begun, and throws; what that throws as well is not lost.</summary>
    public static void DisposeAndThrow(SignalConnection[] begun, Exception exception)
    {
        IEnumerable<Func<bool>> ends = begun.Select(connection => (Func<bool>)(() => connection.DisposeNew()));
        RunAll(ends.Prepend(() => throw exception), end => end());
    }

    /// <summary>Does something for each, whatever was thrown before, and then throws that.</summary>
    /// <returns>Whether it was true of any.</returns>
    public static bool RunAll<T>(IEnumerable<T> items, Func<T, bool> act)
    {
        var isAny = false;
        List<Exception>? thrown = null;
        foreach (var item in items)
        {
            try
            {
                isAny |= act(item);
            }
            catch (Exception exception)
            {
                (thrown ??= []).Add(exception);
            }
        }
        if (thrown is [var only])
            ExceptionDispatchInfo.Throw(only);
        return thrown is null ? isAny : throw new AggregateException(thrown);
    }
}
