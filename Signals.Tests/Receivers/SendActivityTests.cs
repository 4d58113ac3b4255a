using System.Diagnostics;

namespace Signals.Tests.Receivers;

/// <summary>The status of a send's activity says whether its own receivers threw, also if another is current.</summary>
[NonParallelizable]
public class SendActivityTests
{
    private readonly Signal<string, int> _outer = new("outer");
    private readonly Signal<string, int> _inner = new("inner");
    private readonly List<Activity> _stopped = [];

    [Test]
    public async Task The_activity_of_a_send_fails_though_the_receiver_that_threw_left_another_activity_open(
        [Values] bool isAsync)
    {
        using var listener = Listen(innerIsSampled: true);
        _outer.Connect((_, _) => LeaveOpenAndThrow());
        if (isAsync)
            await _outer.SendAsync("anna", 1, FaultPolicy.AnswerFaults);
        else
            _outer.Send("anna", 1, FaultPolicy.AnswerFaults);
        Activity.Current = null;
        Assert.That(_stopped.Single().Status, Is.EqualTo(ActivityStatusCode.Error));
    }

    [Test]
    public async Task The_activity_of_a_send_does_not_fail_when_only_a_receiver_of_a_nested_send_threw(
        [Values] bool isAsync, [Values] bool innerIsSampled)
    {
        using var listener = Listen(innerIsSampled);
        _inner.Connect((_, _) => Throw());
        if (isAsync)
        {
            _outer.Connect(async (_, args) => { await _inner.SendAsync("ben", args, FaultPolicy.AnswerFaults); });
            await _outer.SendAsync("anna", 1);
        }
        else
        {
            _outer.Connect((_, args) => { _inner.Send("ben", args, FaultPolicy.AnswerFaults); });
            _outer.Send("anna", 1);
        }
        Assert.That(StatusOf("send outer"), Is.EqualTo(new[] { ActivityStatusCode.Unset }));
        Assert.That(StatusOf("send inner"), Is.All.EqualTo(ActivityStatusCode.Error));
    }

    private IEnumerable<ActivityStatusCode> StatusOf(string name) =>
        _stopped.Where(activity => activity.OperationName == name).Select(activity => activity.Status);

    private static void LeaveOpenAndThrow()
    {
        new Activity("left open").Start();
        Throw();
    }

    private static void Throw() => throw new FormatException();

    private ActivityListener Listen(bool innerIsSampled)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Signals",
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                innerIsSampled || options.Name != "send inner"
                    ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = _stopped.Add,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
