namespace Signals.Tests.Receivers;

/// <summary>
/// The open form splits a multicast lambda, and checks every part and the target before it connects the first part.
/// </summary>
public class OpenFormPartsTests
{
    private static readonly Action<Owner, object, Heard> First = static (_, _, heard) => heard.Add("first");
    private static readonly Action<Owner, object, Heard> Second = static (_, _, heard) => heard.Add("second");
    private readonly Signal<object, Heard> _signal = new();
    private readonly Owner _owner = new();

    [Test]
    public void A_part_of_an_open_multicast_lambda_is_called_after_a_part_that_threw()
    {
        var heard = new Heard();
        _signal.Connect(_owner,
            (Action<Owner, object, Heard>)(static (_, _, _) => throw new FormatException()) + Second);
        var thrown = Assert.Throws<SignalException>(() => _signal.Send("anna", heard));
        Assert.That(heard, Is.EqualTo(new[] { "second" }));
        Assert.That(thrown.Faults, Has.Count.EqualTo(1));
    }

    [Test]
    public void Each_part_of_an_open_multicast_lambda_answers()
    {
        var signal = new Signal<object, Heard, string>();
        Func<Owner, object, Heard, string?> first = static (_, _, _) => "one";
        Func<Owner, object, Heard, string?> second = static (_, _, _) => "other";
        signal.Connect(_owner, first + second);
        Assert.That(signal.Send("anna", []).Select(answer => answer.Value), Is.EqualTo(new[] { "one", "other" }));
    }

    [Test]
    public void Each_part_without_an_answer_of_an_open_multicast_lambda_is_called_on_a_signal_of_answers()
    {
        var heard = new Heard();
        var signal = new Signal<object, Heard, string>();
        signal.Connect(_owner, First + Second);
        Assert.That(signal.Send("anna", heard), Has.Count.EqualTo(2));
        Assert.That(heard, Is.EqualTo(new[] { "first", "second" }));
    }

    [Test]
    public void A_part_of_an_open_multicast_lambda_that_is_connected_already_is_called_once()
    {
        var heard = new Heard();
        _signal.Connect(_owner, First);
        _signal.Connect(_owner, First + Second + First);
        _signal.Send("anna", heard);
        Assert.That(heard, Is.EqualTo(new[] { "first", "second" }));
    }

    [Test]
    public void Disposing_the_connection_of_an_open_multicast_lambda_ends_every_part()
    {
        var connection = _signal.Connect(_owner, First + Second);
        connection.Dispose();
        Assert.That((_signal.Receivers.Count, connection.IsConnected), Is.EqualTo((0, false)));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    public void A_capturing_part_of_an_open_multicast_lambda_is_refused_at_any_position(int position)
    {
        var captured = new Heard();
        Action<Owner, object, Heard> capturing = (_, _, _) => captured.Add("called");
        var parts = new[] { First, Second }.ToList();
        parts.Insert(position, capturing);
        Assert.That(() => _signal.Connect(_owner, parts.Aggregate((sum, part) => sum + part)),
            Throws.ArgumentException.With.Message.Contains("captures"));
        Assert.That(_signal.Receivers, Is.Empty);
    }

    [TestCase(42)]
    [TestCase("text")]
    public void The_open_form_refuses_a_struct_or_a_string_as_target(object target)
    {
        Assert.That(() => _signal.Connect(target, static (_, _, _) => { }), Throws.ArgumentException);
        Assert.That(() => new Signal<object, Heard, string>().Connect(target, static (_, _, _) => "answer"),
            Throws.ArgumentException);
        Assert.That(_signal.Receivers, Is.Empty);
    }
}
