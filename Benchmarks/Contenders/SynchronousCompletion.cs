namespace Benchmarks.Contenders;

internal static class SynchronousCompletion
{
    public static void Require<TResult>(ValueTask<TResult> send)
    {
        if (!send.IsCompletedSuccessfully)
            throw new WrongContenderException("a send did not complete at once");
        _ = send.GetAwaiter().GetResult();
    }

    public static void Require(ValueTask send)
    {
        if (!send.IsCompletedSuccessfully)
            throw new WrongContenderException("a send did not complete at once");
        send.GetAwaiter().GetResult();
    }

    public static void Require(Task call)
    {
        if (!call.IsCompletedSuccessfully)
            throw new WrongContenderException($"a call did not complete at once: {call.Exception}");
    }

    public static TResult Require<TResult>(Task<TResult> call) => call.IsCompletedSuccessfully
        ? call.GetAwaiter().GetResult()
        : throw new WrongContenderException($"a call did not complete at once: {call.Exception}");
}
