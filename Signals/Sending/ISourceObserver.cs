using System.Runtime.ExceptionServices;
using Signals.Receivers;

namespace Signals.Sending;

/// <summary>A signal as the observer of an Rx source, which no receiver and no end of the source can end.</summary>
internal interface ISourceObserver<TSender, TArgs> : IObserver<SignalDelivery<TSender, TArgs>>
{
    ReceiverTable Table { get; }

    /// <summary>Sends without throwing what receivers throw: that goes to ReceiverFaulted.</summary>
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
            // Async receivers are connected, which this cannot await. None was called.
            foreach (var receiver in ReceiversFor(value.Sender).Where(receiver => receiver.IsAsync))
                new SendFaults(Table, FaultPolicy.AnswerFaults, null).Add(new(receiver, exception));
        }
    }

    // A source that ends does not end the signal: others send too.
    void IObserver<SignalDelivery<TSender, TArgs>>.OnCompleted() { }

    // As Rx does for an observer without an error handler.
    void IObserver<SignalDelivery<TSender, TArgs>>.OnError(Exception error) => ExceptionDispatchInfo.Throw(error);
}
