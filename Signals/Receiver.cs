namespace Signals;

/// <summary>One connection, as its signal keeps it.</summary>
internal abstract class Receiver(SignalReceiver info, long order)
{
    public SignalReceiver Info => info;

    /// <summary>The place in connection order; it is never used again.</summary>
    public long Order => order;

    public abstract bool IsConnected { get; }

    public abstract void Disconnect();
}

internal sealed class Receiver<TSender, TArgs, TAnswer> : Receiver
{
    private readonly ReceiverList<TSender, TArgs, TAnswer> _list;
    private readonly WeakReference<Call<TSender, TArgs, TAnswer>>? _weak;
    private readonly WeakReference<object>? _owner;
    private Call<TSender, TArgs, TAnswer>? _strong;
    private volatile bool _disconnected;

    public Receiver(ReceiverList<TSender, TArgs, TAnswer> list, Bucket<Receiver<TSender, TArgs, TAnswer>> bucket,
        SignalReceiver info, long order, Call<TSender, TArgs, TAnswer> call, object? owner)
        : base(info, order)
    {
        (_list, Bucket) = (list, bucket);
        if (owner is null)
        {
            _strong = call;
            return;
        }
        // The call is ours alone, so it lives exactly as long as its owner, whatever else refers to the user's delegate.
        _weak = new(call);
        _owner = new(owner);
        Lifeline.Tie(owner, call);
    }

    public Bucket<Receiver<TSender, TArgs, TAnswer>> Bucket { get; }

    /// <summary>What to call; null once disconnected or collected.</summary>
    public Call<TSender, TArgs, TAnswer>? Call =>
        _disconnected ? null : _strong ?? (_weak is not null && _weak.TryGetTarget(out var call) ? call : null);

    public override bool IsConnected => Call is not null;

    public bool IsCollected => !_disconnected && Call is null;

    public override void Disconnect()
    {
        var call = Call;
        _disconnected = true;
        _strong = null;
        if (call is not null && _owner is not null && _owner.TryGetTarget(out var owner))
            Lifeline.Untie(owner, call);
        _list.Remove(this);
    }
}
