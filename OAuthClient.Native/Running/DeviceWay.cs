using OAuthClient.Native.Terminals;
using OAuthClient.OAuth2.Grants;

namespace OAuthClient.Native.Running;

/// <summary>The device authorization grant (RFC 8628), side by side with the callback.</summary>
internal sealed class DeviceWay(RunContext run, LoginRace race, CancellationToken cancellationToken) : IDisposable
{
    private const int QrMargin = 2;
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private Task _running = Task.CompletedTask;

    public void Begin()
    {
        _running = RunAsync();
        race.StopDevice = StopAsync;
    }

    /// <summary>Stops asking, and waits for a token that has come already.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
    }

    public void Dispose() => _stop.Dispose();

    private async Task RunAsync()
    {
        try
        {
            var grant = new DeviceGrant(Show) { Scopes = run.Options.Begin.Scopes };
            var outcome = await run.Dance.GrantAsync(
                grant, run.Options.User, run.Options.Begin.Services, _stop.Token).ConfigureAwait(false);
            if (IsEnd(outcome))
                race.Win(outcome);
            else
                run.Voice.Tell($"The device code does not work here: {Words(outcome.Error!)}");
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested) { }
        catch (Exception failure)
        {
            race.Fail(failure);
        }
    }

    // A provider that refuses a device may let a browser log in.
    private bool IsEnd(OAuthOutcome outcome) =>
        outcome.Kind is not (OAuthOutcomeKind.ProviderFailed or OAuthOutcomeKind.Refused) || !run.Plan.OthersWork;

    private static string Words(OAuthError error) => error.ProviderError is { } word ? $"{error.Code} ({word})." : $"{error.Code}.";

    // RFC 8628 section 3.3: the address and the code are shown together, beside any QR code.
    private void Show(DeviceCode code)
    {
        var begin = run.Plan.Begins ? "Or log in on any device. Open" : $"To log in to {run.Title} on any device, open";
        run.Voice.Tell([$"{begin}:", code.VerificationUri, $"and enter the code: {code.UserCode}", .. Draw(code)]);
    }

    private IReadOnlyList<string> Draw(DeviceCode code) =>
        run.Voice.Terminal.Columns is { } columns && !run.Plan.Launches
            ? QrBlocks.Draw(code.VerificationUriComplete ?? code.VerificationUri, columns - QrMargin)
            : [];
}
