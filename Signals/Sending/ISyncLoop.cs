namespace Signals.Sending;

/// <summary>
/// The loop of a synchronous send: a type without instances, so that the runtime compiles each loop separately.
/// </summary>
/// <typeparam name="TSender">The sender's type.</typeparam>
/// <typeparam name="TArgs">The type of the args.</typeparam>
/// <typeparam name="TState">The type of the state that the send accumulates.</typeparam>
internal interface ISyncLoop<TSender, TArgs, TState>
{
    /// <summary>
    /// Calls the receivers of a run. The loop looks up a weak receiver just before its call, and refers to no other.
    /// It writes its index to the run before each call, for the <c>try</c> around the loop.
    /// </summary>
    /// <returns>False to end the send early.</returns>
    // `ref`, not `in`: for `in` the compiler would generate a method between the caller and the loop.
    static abstract bool Run(ref SignalDelivery<TSender, TArgs> delivery, ref ReceiverRun run, ref TState state);

    /// <summary>Updates the state after a receiver threw.</summary>
    /// <returns>False to end the send early.</returns>
    static abstract bool OnFault(SignalFault fault, ref TState state);
}
