namespace OAuthClient.Extensions;

/// <summary>
/// The services of the request that a host handles, for the delegate that gets the current user. A framework's adapter
/// implements and registers it. Thread-safe.
/// </summary>
public interface IRequestServices
{
    /// <summary>The services of the current request; null outside of requests.</summary>
    IServiceProvider? Current { get; }
}
