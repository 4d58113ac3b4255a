using Microsoft.AspNetCore.Http.Features;

namespace Benchmarks.Contenders.Web;

/// <summary>The application's response.</summary>
internal sealed class MemoryResponse : HttpResponseFeature
{
    private readonly Stack<(Func<object, Task> Call, object State)> _starting = [];

    public override void OnStarting(Func<object, Task> callback, object state) => _starting.Push((callback, state));

    /// <summary>Runs the callbacks that a server runs before it sends the first byte.</summary>
    public void RunStartingCallbacks()
    {
        while (_starting.TryPop(out var starting))
            SynchronousCompletion.Require(starting.Call(starting.State));
    }

    /// <summary>The cookies that a browser sends back.</summary>
    public string Cookies() =>
        string.Join("; ", Headers.SetCookie.Select(cookie => cookie![..cookie!.IndexOf(';')]));
}
