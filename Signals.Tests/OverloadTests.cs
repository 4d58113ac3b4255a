namespace Signals.Tests;

/// <summary>
/// Every natural way to write a receiver compiles without a cast, keeps its answer, and is async only if written so.
/// </summary>
public class OverloadTests
{
    public sealed class Vote(string text)
    {
        public static implicit operator Vote?(bool yes) => yes ? null : new Vote("no");

        public override string ToString() => text;
    }

    private static readonly Signal<string, int, Vote> Signal = new();

    private static IEnumerable<TestCaseData> WrittenForms()
    {
        yield return Row("=> false", Signal.From("1").Connect((_, _) => false), "1", false, "no");
        yield return Row("=> true", Signal.From("2").Connect((_, _) => true), "2", false, null);
        yield return Row("=> null", Signal.From("3").Connect((_, _) => null), "3", false, null);
        yield return Row("=> new Vote", Signal.From("4").Connect((_, _) => new Vote("yes")), "4", false, "yes");
        yield return SilentRow("=> { }", Signal.From("5").Connect((_, _) => { }), "5", false);
        yield return Row(
            "=> { return false; }",
            Signal.From("6").Connect((_, args) => { if (args > 0) return false; return null; }), "6", false, "no");
        yield return SilentRow("=> void call", Signal.From("7").Connect((_, _) => GC.KeepAlive(null)), "7", false);
        yield return SilentRow(
            "=> a call whose value is no answer",
            Signal.From("8").Connect((sender, _) => Count(sender)), "8", false);
        yield return SilentRow(
            "async => nothing",
            Signal.From("9").Connect(async (_, _) => await Task.Yield()), "9", true);
        yield return Row(
            "async => false",
            Signal.From("10").Connect(async (_, _) => { await Task.Yield(); return false; }), "10", true, "no");
        yield return Row(
            "async => null",
            Signal.From("11").Connect(async (_, _) => { await Task.Yield(); return null; }), "11", true, null);
        yield return SilentRow(
            "async with a token => nothing",
            Signal.From("12").Connect(async (_, _, token) => await Task.Delay(0, token)),
            "12", true);
        yield return Row(
            "async with a token => false",
            Signal.From("13").Connect(async (_, _, token) => { await Task.Delay(0, token); return false; }),
            "13", true, "no");
        yield return SilentRow("void method", Signal.From("14").Connect(Void), "14", false);
        yield return Row("Vote method", Signal.From("15").Connect(No), "15", false, "no");
        yield return SilentRow("Task method", Signal.From("16").Connect(VoidTask), "16", true);
        yield return Row("Task<Vote> method", Signal.From("17").Connect(TaskNo), "17", true, "no");
        yield return Row(
            "ValueTask<Vote> method with a token",
            Signal.From("18").Connect(ValueTaskNo), "18", true, "no");
        yield return Row(
            "bool method through a converter", Signal.From("19").ConnectThrough<Func<string,
            int, bool>>(Bool, static (call, sender, args) => call(sender, args)), "19", false, "no");
    }

    [TestCaseSource(nameof(WrittenForms))]
    public async Task A_receiver_may_be_written_as(
        SignalConnection connection, string sender, bool isAsync, string? expected, bool answers)
    {
        var answer = (await Signal.SendAsync(sender, 1)).Single();
        Assert.That(answer.Receiver.IsAsync, Is.EqualTo(isAsync));
        Assert.That(answer.Value?.ToString(), Is.EqualTo(expected));
        Assert.That(answer.HasValue, Is.EqualTo(answers));
        Assert.That(connection.IsConnected, Is.True);
    }

    [Test]
    public void A_lambda_that_only_throws_is_a_plain_receiver()
    {
        var signal = new Signal<string, int, Vote>();
        signal.Connect((_, _) => throw new FormatException());
        Assert.That(() => signal.Send("anna", 1), Throws.TypeOf<SignalException>());
    }

    [Test]
    public void A_delegate_that_hides_the_answer_of_its_method_is_refused_at_connect()
    {
        Func<string, int, Task> hides = TaskBool;
        Assert.That(() => Signal.Connect(hides), Throws.ArgumentException
            .With.Message.Contains("OverloadTests.TaskBool returns Task<Boolean>")
            .And.Message.Contains("async (sender, args) => await"));
    }

    [Test]
    public async Task A_method_that_declares_no_answer_may_return_a_task_with_a_result()
    {
        var signal = new Signal<string, int, Vote>();
        signal.Connect((sender, args) => NoVote(sender, args));
        signal.Connect(NoVote);
        var answers = await signal.SendAsync("anna", 1);
        Assert.That(answers.Select(answer => answer.HasValue), Is.EqualTo([false, false]));
    }

    private static TestCaseData Row(
        string name, SignalConnection connection, string sender, bool isAsync, string? expected) =>
        new TestCaseData(connection, sender, isAsync, expected, true).SetArgDisplayNames(name);

    private static TestCaseData SilentRow(string name, SignalConnection connection, string sender, bool isAsync) =>
        new TestCaseData(connection, sender, isAsync, null, false).SetArgDisplayNames(name);

    private static int Count(string sender) => sender.Length;

    private static void Void(string sender, int args) { }

    private static bool Bool(string sender, int args) => false;

    private static Vote? No(string sender, int args) => false;

    private static async Task VoidTask(string sender, int args) => await Task.Yield();

    private static async Task<bool> TaskBool(string sender, int args) => await Task.FromResult(false);

    private static Task NoVote(string sender, int args) => TaskBool(sender, args);

    private static async Task<Vote?> TaskNo(string sender, int args) => await Task.FromResult(false);

    private static async ValueTask<Vote?> ValueTaskNo(string sender, int args, CancellationToken token) =>
        await Task.FromResult(false);
}
