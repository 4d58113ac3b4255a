namespace Signals.Tests.Receivers;

/// <summary>Two marked static methods.</summary>
internal static class MarkedStatics
{
    [ConnectTo("heard")]
    public static void First(string sender, int args) => GC.KeepAlive(sender);

    [ConnectTo("heard")]
    public static void Second(string sender, int args) => GC.KeepAlive(sender);
}
