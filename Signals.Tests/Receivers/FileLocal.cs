namespace Signals.Tests.Receivers;

file interface IFileLocal<in T>
{
    void Handle(object sender, T heard);
}

file sealed class FileLocal : IFileLocal<Heard>
{
    private readonly string _word = string.Concat("cal", "led");

    public void Method(object sender, Heard heard) => heard.Add(_word);

    void IFileLocal<Heard>.Handle(object sender, Heard heard) => heard.Add(_word);

    public SignalConnection ConnectThis(Signal<object, Heard> signal) => signal.Connect((_, heard) => heard.Add(_word));
}

/// <summary>Connects receivers of a file-local class.</summary>
internal static class FileLocals
{
    private static readonly object Kept = new FileLocal();

    public static SignalConnection ConnectMethod(Signal<object, Heard> signal) =>
        signal.Connect(((FileLocal)Kept).Method);

    public static SignalConnection ConnectExplicit(Signal<object, Heard> signal) =>
        signal.Connect(((IFileLocal<Heard>)Kept).Handle);

    public static SignalConnection ConnectLambda(Signal<object, Heard> signal) => ((FileLocal)Kept).ConnectThis(signal);
}
