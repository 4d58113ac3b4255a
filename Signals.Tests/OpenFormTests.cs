using System.Runtime.CompilerServices;

namespace Signals.Tests;

/// <summary>The open form: a target, held weakly, and a static lambda that all targets share.</summary>
public class OpenFormTests
{
    private static readonly Action<Owner, object, Heard> Thunk = static (owner, sender, heard) =>
        owner.Method(sender, heard);
    private readonly Signal<object, Heard> _signal = new();

    [Test]
    public void The_lambda_of_an_open_receiver_gets_the_target()
    {
        var heard = new Heard();
        var owner = new Owner();
        _signal.From("anna").Connect(owner, static (target, sender, heard) => target.Method(sender, heard));
        Assert.That(_signal.Send("anna", heard).Reached, Is.EqualTo(1));
        Assert.That(_signal.Send("ben", heard).Reached, Is.Zero);
        Assert.That(heard, Is.EqualTo(new[] { "called" }));
        GC.KeepAlive(owner);
    }

    [Test]
    public void An_open_receiver_lives_as_long_as_its_target()
    {
        var kept = new Owner();
        _signal.Connect(kept, Thunk);
        var trace = ConnectAndDrop();
        Garbage.Collect();
        Assert.That(trace.IsAlive, Is.False);
        Assert.That(_signal.Send("anna", []).Reached, Is.EqualTo(1));
        Assert.That(_signal.CountCollected(), Is.EqualTo(1));
        GC.KeepAlive(kept);
    }

    [Test]
    public void Connecting_an_open_receiver_refuses_a_capturing_lambda_and_says_what_to_do()
    {
        var captured = new Heard();
        Assert.That(() => _signal.Connect(new Owner(), (_, _, _) => captured.Add("called")), Throws.ArgumentException
            .With.Message.Contains(nameof(Connecting_an_open_receiver_refuses_a_capturing_lambda_and_says_what_to_do))
            .And.Message.Contains("static lambda"));
        Assert.That(_signal.Receivers, Is.Empty);
    }

    [Test]
    public void Connecting_an_open_receiver_refuses_null()
    {
        Assert.That(() => _signal.Connect<Owner>(null!, Thunk), Throws.ArgumentNullException);
        Assert.That(() => _signal.Connect(new Owner(), (Action<Owner, object, Heard>)null!),
            Throws.ArgumentNullException);
    }

    [Test]
    public void An_open_lambda_is_connected_once_for_each_target()
    {
        var first = new Owner();
        var second = new Owner();
        var connection = _signal.Connect(first, Thunk);
        Assert.That(_signal.Connect(first, Thunk), Is.EqualTo(connection));
        _signal.Connect(second, Thunk);
        Assert.That(_signal.Send("anna", []).Reached, Is.EqualTo(2));
        connection.Dispose();
        Assert.That(_signal.Send("anna", []).Reached, Is.EqualTo(1));
        GC.KeepAlive((first, second));
    }

    [Test]
    public void An_open_receiver_is_listed_as_weak_under_the_name_of_its_lambda()
    {
        var owner = new Owner();
        _signal.Connect(owner, static (target, sender, heard) => target.Method(sender, heard));
        var receiver = _signal.Receivers.Single();
        Assert.That(receiver.Name, Is.EqualTo(
            $"lambda in OpenFormTests.{nameof(An_open_receiver_is_listed_as_weak_under_the_name_of_its_lambda)}"));
        Assert.That(receiver.Lifetime, Is.EqualTo(ReceiverLifetime.Weak));
        GC.KeepAlive(owner);
    }

    [Test]
    public void An_open_receiver_answers_a_signal_with_answers_unless_it_returns_nothing()
    {
        var owner = new Owner();
        var signal = new Signal<object, Heard, string>();
        signal.Connect(owner, static (_, _, _) => "answer");
        signal.Connect(owner, static (target, sender, heard) => { target.Method(sender, heard); });
        var heard = new Heard();
        Assert.That(signal.Send("anna", heard).Select(answer => (answer.Value, answer.HasValue)),
            Is.EqualTo(new[] { ("answer", true), ((string?)null, false) }));
        Assert.That(signal.Aggregate("anna", heard, 0, static (count, _) => count + 1), Is.EqualTo(1));
        Assert.That(heard, Has.Count.EqualTo(2));
        GC.KeepAlive(owner);
    }

    [Test]
    public void An_open_lambda_without_an_answer_is_connected_once_to_a_signal_with_answers()
    {
        var owner = new Owner();
        var signal = new Signal<object, Heard, string>();
        var connection = signal.Connect(owner, Thunk);
        Assert.That(signal.Connect(owner, Thunk), Is.EqualTo(connection));
        GC.KeepAlive(owner);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference ConnectAndDrop()
    {
        var owner = new Owner();
        _signal.Connect(owner, Thunk);
        return new(owner);
    }
}
