namespace Signals.Tests.Sending;

/// <summary>One send, checked while it runs: each call that the signal makes, and each that it leaves out.</summary>
internal sealed class ModelFrame(SignalModel model, ModelSender? sender, object? from)
{
    private readonly List<ModelConnection> _expected = model.ReceiversOf(sender);
    private int _next;

    /// <summary>What the model compares senders by.</summary>
    public ModelSender? Sender => sender;

    /// <summary>The sender itself.</summary>
    public object? From => from;

    public int Called { get; private set; }

    public ModelConnection? Current { get; set; }

    /// <summary>How many steps its receivers may still make, so that nested sends stay few.</summary>
    public int Steps { get; set; } = 3;

    public List<string> Faults { get; } = [];

    /// <summary>The receiver is called.</summary>
    /// <returns>What is wrong with that; null if nothing is.</returns>
    public string? Call(string key)
    {
        while (_next < _expected.Count)
        {
            var entry = _expected[_next++];
            var liveness = model.LivenessOf(entry);
            if (entry.Key == key && liveness != Liveness.Dead)
            {
                Current = entry;
                Called++;
                return null;
            }
            if (liveness == Liveness.Live)
                return $"'{entry.Key}' was left out, and '{key}' was called";
        }
        return $"'{key}' was called, which is over, of another sender, called already or connected since";
    }

    /// <summary>The send has ended.</summary>
    /// <returns>What is wrong with that; null if nothing is.</returns>
    public string? End()
    {
        var lost = _expected.Skip(_next).FirstOrDefault(entry => model.LivenessOf(entry) == Liveness.Live);
        return lost is null ? null : $"'{lost.Key}' was not called";
    }
}
