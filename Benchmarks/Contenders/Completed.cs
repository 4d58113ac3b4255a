namespace Benchmarks.Contenders;

internal static class Completed
{
    public static void AtOnce<TResult>(ValueTask<TResult> send)
    {
        if (!send.IsCompletedSuccessfully)
            throw new WrongContenderException("a send did not complete at once");
        _ = send.GetAwaiter().GetResult();
    }

    public static void AtOnce(ValueTask send)
    {
        if (!send.IsCompletedSuccessfully)
            throw new WrongContenderException("a send did not complete at once");
        send.GetAwaiter().GetResult();
    }

    public static void AtOnce(Task call)
    {
        if (!call.IsCompletedSuccessfully)
            throw new WrongContenderException($"a call did not complete at once: {call.Exception}");
    }

    public static TResult AtOnce<TResult>(Task<TResult> call) => call.IsCompletedSuccessfully
        ? call.GetAwaiter().GetResult()
        : throw new WrongContenderException($"a call did not complete at once: {call.Exception}");
}
