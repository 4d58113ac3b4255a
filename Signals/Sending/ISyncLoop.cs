namespace Signals.Sending;

/// <summary>
/// The loop of a send that does not wait; a type without instances, so that each is compiled for what it calls.
/// </summary>
/// <typeparam name="TSender">The sender's type.</typeparam>
/// <typeparam name="TArgs">The type of the args.</typeparam>
/// <typeparam name="TState">What the send gathers.</typeparam>
internal interface ISyncLoop<TSender, TArgs, TState>
{
    /// <summary>
    /// Calls a run's receivers. It looks a weak receiver up when its turn comes, and refers to no other. Where it has
    /// got to is written down before each call, for the <c>try</c> around the loop.
    /// </summary>
    /// <returns>False when the send is to end early.</returns>
    // Not `in`: the compiler would put a method between this and the loop.
    static abstract bool Run(ref SignalDelivery<TSender, TArgs> delivery, ref ReceiverRun run, ref TState state);

    /// <summary>Takes in that a receiver threw.</summary>
    /// <returns>False when the send is to end early.</returns>
    static abstract bool OnFault(SignalFault fault, ref TState state);
}
