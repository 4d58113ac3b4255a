using System.Runtime.CompilerServices;

namespace Signals.Tests.Receivers;

/// <summary>
/// Listeners that are connected, dropped or disposed together. It counts the listeners that are alive without keeping
/// them alive.
/// </summary>
internal sealed class Listeners(ListenerForm form)
{
    private readonly List<WeakReference> _traces = [];
    private readonly List<Listener> _kept = [];
    private readonly List<IDisposable> _connections = [];

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Connect(Connectable<object, Task> signal, int count)
    {
        for (var n = 0; n < count; n++)
        {
            var listener = new Listener();
            IDisposable connection = form == ListenerForm.Observer
                ? signal.Subscribe(listener)
                : listener.Connect(signal, form);
            _connections.Add(connection);
            _traces.Add(new(listener));
            _kept.Add(listener);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Drop() => _kept.Clear();

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Dispose()
    {
        foreach (var connection in _connections)
            connection.Dispose();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public int CountAlive() => _traces.Count(trace => trace.IsAlive);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public int CountHeard() => _kept.Sum(listener => listener.Heard);
}
