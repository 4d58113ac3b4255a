namespace OAuthClient.EntityFrameworkCore;

/// <summary>Waits between two looks at the database: longer each time, and never as long as others do who began together.</summary>
internal sealed class Pause(TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(500);
    private TimeSpan _most = TimeSpan.FromMilliseconds(10);

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        var share = (double)Number.New() / long.MaxValue;
        var pause = _most * (1 + share) / 2;
        _most = _most * 2 < Longest ? _most * 2 : Longest;
        return Task.Delay(pause, time, cancellationToken);
    }
}
