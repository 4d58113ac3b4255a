using System.Linq.Expressions;

namespace Signals.Tests;

/// <summary>An object with a receiver of each kind.</summary>
public sealed class Owner
{
    private readonly string _word = string.Concat("cal", "led");

    public void Method(object sender, Heard heard) => heard.Add(_word);

    public static void Static(object sender, Heard heard) => heard.Add("called");

    public SignalConnection ConnectThis(Signal<object, Heard> signal) => signal.Connect((_, heard) => heard.Add(_word));

    public SignalConnection ConnectThisWeakly(Signal<object, Heard> signal) =>
        signal.Weakly().Connect((_, heard) => heard.Add(_word));

    public SignalConnection ConnectThisAndParameter(Signal<object, Heard> signal, string word) =>
        signal.Connect((_, heard) => heard.Add(_word.Length > 0 ? word : ""));

    public SignalConnection ConnectLocalFunction(Signal<object, Heard> signal)
    {
        var word = _word.ToLowerInvariant();
        return signal.Connect(Local);

        void Local(object sender, Heard heard) => heard.Add(word);
    }

    public SignalConnection ConnectAsyncThis(Signal<object, Heard> signal) => signal.Connect(async (_, heard) =>
    {
        await Task.Yield();
        heard.Add(_word);
    });

    public SignalConnection ConnectOwned(Signal<object, Heard> signal, string word) =>
        signal.OwnedBy(this).Connect((_, heard) => heard.Add(_word.Length > 0 ? word : ""));

    public static Action<object, Heard> Captures(string word) => (_, heard) => heard.Add(word);

    public static Action<object, Heard> Compiled()
    {
        Expression<Action<object, Heard>> expression = (_, heard) => heard.Add("called");
        return expression.Compile();
    }
}
