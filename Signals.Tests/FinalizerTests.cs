using System.Runtime.CompilerServices;

namespace Signals.Tests;

public class FinalizerTests
{
    [Test]
    public void A_signal_can_be_sent_in_a_finalizer()
    {
        for (var n = 0; n < 1_000; n++)
            Finalized.Make();
        Garbage.Collect();
        Assert.That(Finalized.Faults, Is.Empty);
        Assert.That(Finalized.Heard, Is.EqualTo(1_000));
    }

    private sealed class Finalized
    {
        public static readonly Heard Faults = [];
        public static int Heard;
        private readonly Signal<string, int> _signal = new();
        private readonly SignalConnection _connection;

        private Finalized()
        {
            _signal.Connect(static (_, args) => Heard += args);
            _connection = _signal.From("anna").Connect(static (_, _) => { });
            _signal.Send("ben", 0);
        }

        ~Finalized()
        {
            try
            {
                _signal.Send("ben", 1);
                _connection.Dispose();
            }
            catch (NullReferenceException fault)
            {
                Faults.Add(fault.Message);
            }
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        public static void Make() => GC.KeepAlive(new Finalized());
    }
}
