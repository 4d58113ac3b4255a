using System.Runtime.ExceptionServices;
using Signals.Receivers;

namespace Signals.Sending;

/// <summary>
/// A signal as the observer of an Rx source. A fault of a receiver does not end the source, and the end of the source
/// does not end the signal.
/// </summary>
internal interface ISourceObserver<TSender, TArgs> : IObserver<SignalDelivery<TSender, TArgs>>
{
    ReceiverTable Table { get; }

    /// <summary>Sends, and reports faults to ReceiverFaulted only.</summary>
    void SendWithoutThrowing(TSender sender, TArgs args);

    IReadOnlyList<SignalReceiver> ReceiversFor(TSender sender);

    void IObserver<SignalDelivery<TSender, TArgs>>.OnNext(SignalDelivery<TSender, TArgs> value)
    {
        try
        {
            SendWithoutThrowing(value.Sender, value.Args);
        }
        catch (InvalidOperationException exception) when (exception.Source == SignalTelemetry.Name)
        {
            // An observer cannot await async receivers. No receiver was called.
            foreach (var receiver in ReceiversFor(value.Sender).Where(receiver => receiver.IsAsync))
                new SendFaults(Table, FaultPolicy.AnswerFaults, null).Add(new(receiver, exception));
        }
    }

    // The end of an Rx source does not end the signal: the signal may have other senders.
    void IObserver<SignalDelivery<TSender, TArgs>>.OnCompleted() { }

    // Throw, as Rx does for an observer without an error handler.
    void IObserver<SignalDelivery<TSender, TArgs>>.OnError(Exception error) => ExceptionDispatchInfo.Throw(error);
}
