namespace Signals.Tests.Sending;

/// <summary>One send. It checks each call that the signal makes, and each call that the signal leaves out.</summary>
internal sealed class ModelFrame(SignalModel model, ModelSender? sender, object? from)
{
    private readonly List<ModelConnection> _expected = model.ReceiversOf(sender);
    private int _next;

    /// <summary>The model of the sender; null for an anonymous send.</summary>
    public ModelSender? Sender => sender;

    /// <summary>The sender's object or value.</summary>
    public object? From => from;

    public int Called { get; private set; }

    public ModelConnection? Current { get; set; }

    /// <summary>How many steps the receivers may still make. It limits nested sends.</summary>
    public int Steps { get; set; } = 3;

    public List<string> Faults { get; } = [];

    /// <summary>Checks the call of a receiver.</summary>
    /// <returns>The failure; null if the call is right.</returns>
    public string? Call(string key)
    {
        while (_next < _expected.Count)
        {
            var connection = _expected[_next++];
            var liveness = model.LivenessOf(connection);
            if (connection.Key == key && liveness != Liveness.Dead)
            {
                Current = connection;
                Called++;
                return null;
            }
            if (liveness == Liveness.Live)
                return $"'{connection.Key}' was left out, and '{key}' was called";
        }
        return $"'{key}' was called, which is over, of another sender, called already or connected since";
    }

    /// <summary>Checks the end of the send.</summary>
    /// <returns>The failure; null if the send called every live receiver.</returns>
    public string? End()
    {
        var lost = _expected.Skip(_next).FirstOrDefault(connection => model.LivenessOf(connection) == Liveness.Live);
        return lost is null ? null : $"'{lost.Key}' was not called";
    }
}
