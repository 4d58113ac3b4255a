namespace OAuthHarness.Prove;

/// <summary>The deadline of each wait of a <see cref="SmallClient"/>, or none.</summary>
internal sealed class SmallDeadline(TimeProvider time, bool isKept)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public Task<T> LimitAsync<T>(Func<Task<T>> call) => isKept ? call().WaitAsync(Limit, time) : call();

    public Task LimitAsync(Func<Task> call) => isKept ? call().WaitAsync(Limit, time) : call();
}
