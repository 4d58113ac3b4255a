namespace Signals.Tests.Sending;

/// <summary>Sends a signal, and describes the outcome as a string.</summary>
internal static class ModelSend
{
    public static async Task<string> RunAsync(
        Signal<object?, ModelFrame>? telling,
        Signal<object?, ModelFrame, string>? asking,
        ModelFrame frame,
        FaultPolicy faults,
        bool isAsync)
    {
        try
        {
            if (telling is not null)
            {
                var report = isAsync
                    ? await telling.SendAsync(frame.From, frame, faults)
                    : telling.Send(frame.From, frame, faults);
                return Say(report.Reached, report.Faults.Select(fault => fault.Exception));
            }
            var answers = isAsync
                ? await asking!.SendAsync(frame.From, frame, faults)
                : asking!.Send(frame.From, frame, faults);
            return Say(answers.Count, answers.Select(answer => answer.Fault).OfType<Exception>());
        }
        catch (SignalException thrown)
        {
            return $"threw {string.Join(", ", thrown.Faults.Select(fault => fault.Exception.Message))}";
        }
        catch (FormatException thrown)
        {
            return $"failed fast with {thrown.Message}";
        }
    }

    public static string Expect(ModelFrame frame, FaultPolicy faults) => (faults, frame.Faults.Count) switch
    {
        (FaultPolicy.FailFast, > 0) => $"failed fast with {frame.Faults[0]}",
        (FaultPolicy.FinishThenThrow, > 0) => $"threw {string.Join(", ", frame.Faults)}",
        _ => Say(frame.Called, frame.Faults),
    };

    private static string Say(int called, IEnumerable<Exception> faults) =>
        Say(called, faults.Select(fault => fault.Message));

    private static string Say(int called, IEnumerable<string> faults) =>
        $"called {called}, faults: {string.Join(", ", faults)}";
}
