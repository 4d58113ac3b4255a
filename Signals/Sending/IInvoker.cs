
namespace Signals.Sending;

/// <summary>What a send does with one receiver; a type without instances, so that it is compiled into the loop.</summary>
/// <typeparam name="TSender">The sender's type.</typeparam>
/// <typeparam name="TArgs">The type of the args.</typeparam>
/// <typeparam name="TState">What the send gathers.</typeparam>
internal interface IInvoker<TSender, TArgs, TState>
{
    /// <summary>Calls a delegate that is not async. False ends the send.</summary>
    static abstract bool Invoke(object call, TSender sender, TArgs args, ref SendRun run, ref TState state);

    /// <summary>Calls a thunk on its target. False ends the send.</summary>
    static abstract bool InvokeOpen(object thunk, object target, TSender sender, TArgs args, ref SendRun run, ref TState state);

    /// <summary>Takes in that the receiver threw. False ends the send.</summary>
    static abstract bool Threw(SignalFault fault, ref TState state);
}
