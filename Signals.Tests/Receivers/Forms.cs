using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace Signals.Tests.Receivers;

internal interface IHandle<in T>
{
    void Handle(object sender, T heard);
}

internal interface IDefault
{
    void Handle(object sender, Heard heard) => heard.Add("called");

    SignalConnection ConnectThis(Signal<object, Heard> signal) =>
        signal.Connect((_, heard) => heard.Add(GetType().Name));
}

/// <summary>Implements a generic interface explicitly, so that its method's name has a &lt; in it.</summary>
internal sealed class Explicit : IHandle<Heard>
{
    private readonly string _word = string.Concat("cal", "led");

    void IHandle<Heard>.Handle(object sender, Heard heard) => heard.Add(_word);
}

internal sealed class ExplicitWithLambda : IHandle<Signal<object, Heard>>
{
    private readonly string _word = string.Concat("cal", "led");

    void IHandle<Signal<object, Heard>>.Handle(object sender, Signal<object, Heard> signal) =>
        signal.Connect((_, heard) => heard.Add(_word));
}

internal sealed class Default : IDefault;

/// <summary>A class as source generators write it.</summary>
[CompilerGenerated]
internal sealed class Generated
{
    private readonly string _word = string.Concat("cal", "led");

    public void Method(object sender, Heard heard) => heard.Add(_word);
}

public class Base
{
    public virtual void Method(object sender, Heard heard) => heard.Add("called");
}

/// <summary>Connects a base method in an iterator, where the compiler generates a method that calls it.</summary>
internal sealed class Derived : Base
{
    public override void Method(object sender, Heard heard) => heard.Add("overridden");

    public SignalConnection ConnectBase(Signal<object, Heard> signal) => Connect(signal).Single();

    private IEnumerable<SignalConnection> Connect(Signal<object, Heard> signal)
    {
        yield return signal.Connect(base.Method);
    }
}

internal sealed class Box<T>
{
    private readonly string _word = string.Concat("cal", "led");

    public void Method(object sender, Heard heard) => heard.Add(_word);

    public SignalConnection ConnectThis(Signal<object, Heard> signal) => signal.Connect((_, heard) => heard.Add(_word));

    public static SignalConnection ConnectNothing(Signal<object, Heard> signal) =>
        signal.Connect((_, heard) => heard.Add("called"));

    public static SignalConnection ConnectGeneric<TOther>(Signal<object, Heard> signal) =>
        signal.Connect((_, heard) => heard.Add(typeof(TOther).Name));

    public static SignalConnection ConnectLocal<TOther>(Signal<object, Heard> signal)
    {
        return signal.Connect(Local<TOther>);

        static void Local<TThird>(object sender, Heard heard) => heard.Add(typeof(TThird).Name);
    }
}

internal static class Extensions
{
    public static void OnObject(this object target, object sender, Heard heard) => heard.Add("called");

    public static void OnString(this string target, object sender, Heard heard) => heard.Add("called");

    public static void Once(this Action<object, Heard> target, object sender, Heard heard) => target(sender, heard);

    public static void Twice(this Action<object, Heard> target, object sender, Heard heard)
    {
        target(sender, heard);
        target(sender, heard);
    }
}

internal static class Expressions
{
    public static Action<object, Heard> Compiled() => Call().Compile();

    public static Action<object, Heard> Interpreted() => Call().Compile(preferInterpretation: true);

    private static Expression<Action<object, Heard>> Call() => (_, heard) => heard.Add("called");
}
