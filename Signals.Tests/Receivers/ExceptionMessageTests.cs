namespace Signals.Tests.Receivers;

public class ExceptionMessageTests
{
    [Test]
    public void The_message_of_a_signal_exception_stays_short_and_names_the_first_ten_receivers()
    {
        var signal = new Signal<string, int>("closed");
        for (var n = 0; n < 5_000; n++)
            signal.Connect((_, _) => Throw(), file: "Shop.cs", line: 10_000 + n);
        var exception = Assert.Throws<SignalException>(() => signal.Send("anna", 1));
        Assert.That(exception.Faults, Has.Count.EqualTo(5_000));
        Assert.That(exception.Message, Has.Length.LessThan(3_000));
        Assert.That(exception.Message, Does.Contain("5000"));
        for (var n = 0; n < 10; n++)
            Assert.That(exception.Message, Does.Contain($"Shop.cs:{10_000 + n}"));
    }

    private static void Throw() => throw new FormatException("no");
}
