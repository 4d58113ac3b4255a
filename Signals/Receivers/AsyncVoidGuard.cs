namespace Signals.Receivers;

/// <summary>stub, replaced at merge</summary>
internal static class AsyncVoidGuard
{
    public static void Refuse(Delegate receiver) => ArgumentNullException.ThrowIfNull(receiver);
}
