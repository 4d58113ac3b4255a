namespace OAuthClient.Internal;

/// <summary>
/// The operation that the current flow belongs to, for <c>oauth_trace</c>. The flow of a receiver of
/// <c>oauth_trace</c> is silent: an operation that a receiver begins sends no traces, or a receiver that uses the dance
/// would be called for ever.
/// </summary>
internal static class TraceFlow
{
    private const long Silent = -1;
    private static readonly AsyncLocal<long> Current = new();
    private static long _last;

    /// <summary>The number of the operation; zero outside of operations.</summary>
    public static long Operation => Math.Max(Current.Value, 0);

    public static bool IsSilent => Current.Value == Silent;

    /// <summary>Gives the flow of the calling async method a number of its own.</summary>
    public static void EnterOperation()
    {
        if (!IsSilent)
            Current.Value = Interlocked.Increment(ref _last);
    }

    /// <summary>Calls a receiver in a silent flow. Exceptions are swallowed: a trace changes no login.</summary>
    public static void RunSilently<T>(Action<T> call, T argument)
    {
        var outer = Current.Value;
        Current.Value = Silent;
        try
        {
            call(argument);
        }
        catch (Exception) { }
        finally
        {
            Current.Value = outer;
        }
    }
}
