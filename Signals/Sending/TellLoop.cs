using System.Runtime.CompilerServices;

namespace Signals.Sending;

/// <summary>
/// The loops of a send that collects nothing, one for each way of calling. They are methods without a <c>try</c>, so that everything stays in
/// registers: where they have got to is written down before each call, for the one <c>try</c> around them to go on behind a receiver that threw.
/// </summary>
internal static class TellLoop<TSender, TArgs>
{
    /// <param name="calls">What to call.</param>
    /// <param name="sender">Who sends.</param>
    /// <param name="args">What is sent.</param>
    /// <param name="at">Where to begin, and where it has got to.</param>
    /// <param name="skipped">How many were disconnected, and so not called.</param>
    public static void Plain(ReadOnlySpan<object?> calls, TSender sender, TArgs args, ref int at, ref int skipped)
    {
        for (var next = at; next < calls.Length; next++)
        {
            if (calls[next] is not { } call)
            {
                skipped++;
                continue;
            }
            at = next;
            Unsafe.As<Action<TSender, TArgs>>(call)(sender, args);
        }
    }

    /// <inheritdoc cref="Plain"/>
    public static void Open(ReadOnlySpan<object?> thunks, ReadOnlySpan<object?> targets, TSender sender, TArgs args, ref int at, ref int skipped)
    {
        // Both are as long; told so, the compiler checks one of them.
        targets = targets[..thunks.Length];
        for (var next = at; next < thunks.Length; next++)
        {
            if (thunks[next] is { } thunk)
            {
                at = next;
                Unsafe.As<Action<object, TSender, TArgs>>(thunk)(targets[next]!, sender, args);
            }
            else
            {
                skipped++;
            }
        }
    }
}

/// <summary>The loops of a send whose answers are folded as they come; see <see cref="TellLoop{TSender, TArgs}"/>.</summary>
internal static class FoldLoop<TSender, TArgs, TAnswer>
{
    /// <returns>False when the fold has had enough.</returns>
    public static bool Plain<TFold, TState>(ReadOnlySpan<object?> calls, TSender sender, TArgs args, ref int at, ref TState state)
        where TFold : ISignalFold<TAnswer, TState>
    {
        for (var next = at; next < calls.Length; next++)
        {
            if (calls[next] is not { } call)
                continue;
            at = next;
            if (!TFold.Fold(ref state, Unsafe.As<Func<TSender, TArgs, TAnswer?>>(call)(sender, args)))
                return false;
        }
        return true;
    }

    /// <returns>False when the fold has had enough.</returns>
    public static bool Open<TFold, TState>(ReadOnlySpan<object?> thunks, ReadOnlySpan<object?> targets, TSender sender, TArgs args, ref int at, ref TState state)
        where TFold : ISignalFold<TAnswer, TState>
    {
        targets = targets[..thunks.Length];
        for (var next = at; next < thunks.Length; next++)
        {
            if (thunks[next] is not { } thunk)
                continue;
            at = next;
            if (!TFold.Fold(ref state, Unsafe.As<Func<object, TSender, TArgs, TAnswer?>>(thunk)(targets[next]!, sender, args)))
                return false;
        }
        return true;
    }
}
