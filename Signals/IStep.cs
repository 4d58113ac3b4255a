namespace Signals;

/// <summary>What a kind of send does with one receiver. Its methods are inlined into the loop, so that each kind has a loop of its own.</summary>
/// <typeparam name="TSender">Who sends.</typeparam>
/// <typeparam name="TArgs">What is sent.</typeparam>
/// <typeparam name="TState">What the send is gathering.</typeparam>
internal interface IStep<TSender, TArgs, TState>
{
    /// <summary>Calls a receiver of the plain shape. False ends the send.</summary>
    static abstract bool Plain(object call, TSender sender, TArgs args, ref TState state);

    /// <summary>Calls a thunk on its target. False ends the send.</summary>
    static abstract bool Open(object thunk, object target, TSender sender, TArgs args, ref TState state);

    /// <summary>Calls a receiver that may be of any shape but async, and knows who it is. False ends the send.</summary>
    static abstract bool Any(object call, in Turns turns, TSender sender, TArgs args, ref TState state);

    /// <summary>Notes that a receiver threw.</summary>
    static abstract void Threw(SignalReceiver receiver, Exception fault, ref TState state);
}
