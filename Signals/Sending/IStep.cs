namespace Signals.Sending;

/// <summary>What a kind of send does with one receiver, in the loop that can do everything.</summary>
/// <typeparam name="TSender">Who sends.</typeparam>
/// <typeparam name="TArgs">What is sent.</typeparam>
/// <typeparam name="TState">What the send is gathering.</typeparam>
internal interface IStep<TSender, TArgs, TState>
{
    /// <summary>Calls a receiver of any shape but async. False ends the send.</summary>
    static abstract bool Call(object call, in Turns turns, TSender sender, TArgs args, ref TState state);

    /// <summary>Notes that a receiver threw.</summary>
    static abstract void Threw(SignalReceiver receiver, Exception fault, ref TState state);
}
