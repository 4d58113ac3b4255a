using System.Runtime.CompilerServices;

namespace Signals.Tests;

/// <summary>A target, held weakly, and a static lambda that all targets share.</summary>
public class OpenFormTests
{
    private static readonly Action<Owner, object, Heard> Thunk = static (owner, sender, heard) => owner.Method(sender, heard);
    private readonly Signal<object, Heard> _signal = new();

    [Test]
    public void The_lambda_is_handed_the_target()
    {
        var heard = new Heard();
        var owner = new Owner();
        _signal.From("anna").Connect(owner, static (on, sender, list) => on.Method(sender, list));
        Assert.That(_signal.Send("anna", heard).Reached, Is.EqualTo(1));
        Assert.That(_signal.Send("ben", heard).Reached, Is.Zero);
        Assert.That(heard, Is.EqualTo(new[] { "called" }));
        GC.KeepAlive(owner);
    }

    [Test]
    public void It_lives_as_long_as_its_target()
    {
        var kept = new Owner();
        _signal.Connect(kept, Thunk);
        var trace = ConnectAndDrop();
        Garbage.Collect();
        Assert.That(trace.IsAlive, Is.False);
        Assert.That(_signal.Send("anna", []).Reached, Is.EqualTo(1));
        Assert.That(_signal.Collected, Is.EqualTo(1));
        GC.KeepAlive(kept);
    }

    [Test]
    public void A_lambda_that_captures_something_is_refused_and_told_what_to_do()
    {
        var captured = new Heard();
        Assert.That(() => _signal.Connect(new Owner(), (_, _, _) => captured.Add("called")), Throws.ArgumentException
            .With.Message.Contains(nameof(A_lambda_that_captures_something_is_refused_and_told_what_to_do)).And.Message.Contains("static lambda"));
        Assert.That(_signal.Receivers, Is.Empty);
    }

    [Test]
    public void Null_is_refused()
    {
        Assert.That(() => _signal.Connect<Owner>(null!, Thunk), Throws.ArgumentNullException);
        Assert.That(() => _signal.Connect(new Owner(), (Action<Owner, object, Heard>)null!), Throws.ArgumentNullException);
    }

    [Test]
    public void The_same_lambda_is_connected_once_for_each_target()
    {
        Owner first = new(), second = new();
        var connection = _signal.Connect(first, Thunk);
        Assert.That(_signal.Connect(first, Thunk), Is.EqualTo(connection));
        _signal.Connect(second, Thunk);
        Assert.That(_signal.Send("anna", []).Reached, Is.EqualTo(2));
        connection.Dispose();
        Assert.That(_signal.Send("anna", []).Reached, Is.EqualTo(1));
        GC.KeepAlive((first, second));
    }

    [Test]
    public void It_is_listed_as_weak_under_the_name_of_the_lambda()
    {
        var owner = new Owner();
        _signal.Connect(owner, static (on, sender, list) => on.Method(sender, list));
        var receiver = _signal.Receivers.Single();
        Assert.That((receiver.Name, receiver.Lifetime), Is.EqualTo(($"lambda in OpenFormTests.{nameof(It_is_listed_as_weak_under_the_name_of_the_lambda)}", ReceiverLifetime.Weak)));
        GC.KeepAlive(owner);
    }

    [Test]
    public void On_a_signal_with_answers_it_answers_and_one_without_an_answer_gives_none()
    {
        var owner = new Owner();
        var signal = new Signal<object, Heard, string>();
        signal.Connect(owner, static (_, _, _) => "answer");
        signal.Connect(owner, static (on, sender, heard) => { on.Method(sender, heard); });
        var heard = new Heard();
        Assert.That(signal.Send("anna", heard).Select(answer => (answer.Value, answer.HasValue)), Is.EqualTo(new[] { ("answer", true), ((string?)null, false) }));
        Assert.That(signal.Aggregate("anna", heard, 0, static (count, _) => count + 1), Is.EqualTo(1));
        Assert.That(heard, Has.Count.EqualTo(2));
        GC.KeepAlive(owner);
    }

    [Test]
    public void One_without_an_answer_is_connected_once_too()
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
