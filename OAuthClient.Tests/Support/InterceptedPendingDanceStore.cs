namespace OAuthClient.Tests;

/// <summary>A pending-dance store that runs delegates before and after each call of another.</summary>
internal sealed class InterceptedPendingDanceStore(
    IPendingDanceStore real, Func<string, Task>? before = null, Func<string, Task>? after = null) : IPendingDanceStore
{
    public async ValueTask SaveAsync(PendingDance dance, CancellationToken cancellationToken = default)
    {
        await BeforeAsync("Save");
        await real.SaveAsync(dance, cancellationToken);
        await AfterAsync("Save");
    }

    public async ValueTask<PendingDance?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        await BeforeAsync("Find");
        var found = await real.FindAsync(id, cancellationToken);
        await AfterAsync("Find");
        return found;
    }

    public async ValueTask<bool> TakeAsync(
        string id, string callbackDigest, CancellationToken cancellationToken = default)
    {
        await BeforeAsync("Take");
        var isTaken = await real.TakeAsync(id, callbackDigest, cancellationToken);
        await AfterAsync("Take");
        return isTaken;
    }

    public async ValueTask FinishAsync(string id, OAuthOutcome outcome, CancellationToken cancellationToken = default)
    {
        await BeforeAsync("Finish");
        await real.FinishAsync(id, outcome, cancellationToken);
        await AfterAsync("Finish");
    }

    public async ValueTask<FinishedDance?> WaitForOutcomeAsync(
        string id, CancellationToken cancellationToken = default)
    {
        await BeforeAsync("Wait");
        var finished = await real.WaitForOutcomeAsync(id, cancellationToken);
        await AfterAsync("Wait");
        return finished;
    }

    private Task BeforeAsync(string call) => before?.Invoke(call) ?? Task.CompletedTask;

    private Task AfterAsync(string call) => after?.Invoke(call) ?? Task.CompletedTask;
}
