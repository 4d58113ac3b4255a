using System.Runtime.CompilerServices;

namespace Signals.Tests;

[NonParallelizable]
public class FinalizerTests
{
    private sealed class Farewell(Heard heard)
    {
        private readonly Signal<object, Heard> _signal = new();
        private readonly Owner _owner = new();

        public Farewell Connect()
        {
            _signal.Connect(_owner.Method);
            _signal.From(this).Connect(_owner, static (owner, sender, heard) => owner.Method(sender, heard));
            _signal.Send(this, []);
            return this;
        }

        // The signal, its receiver and this object die together, and nothing says whose finalizer runs first.
        ~Farewell()
        {
            heard.Add($"reached {_signal.Send(this, []).Reached}");
            heard.Add($"listed {_signal.Receivers.Count}");
            using (_signal.Connect((_, _) => { }))
                heard.Add("connected");
        }
    }

    [Test]
    public void A_finalizer_may_use_a_signal_that_dies_along_with_its_object()
    {
        var heard = new Heard();
        MakeMany(heard);
        Garbage.Collect();
        Assert.That(heard.Where(line => line == "connected"), Has.Exactly(100).Items);
        Assert.That(heard.Where(line => line.StartsWith("reached", StringComparison.Ordinal)), Has.All.EqualTo("reached 0").Or.EqualTo("reached 1").Or.EqualTo("reached 2"));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void MakeMany(Heard heard)
    {
        for (var number = 0; number < 100; number++)
            GC.KeepAlive(new Farewell(heard).Connect());
    }
}
