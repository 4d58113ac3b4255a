using System.Diagnostics.CodeAnalysis;

namespace OAuthClient.Discovery;

/// <summary>
/// Bounds how many discoveries fetch documents at once. Issuers of third parties never keep the developer's waiting.
/// Thread-safe.
/// </summary>
// The semaphores make no wait handles, so that there is nothing to dispose of.
[SuppressMessage("Design", "CA1001", Justification = "No wait handle is made.")]
internal sealed class FetchSlots
{
    public const int Count = 64;
    private readonly SemaphoreSlim _developer = new(Count);
    private readonly SemaphoreSlim _thirdParty = new(Count);

    public SemaphoreSlim Of(IssuerSource source) => source == IssuerSource.ThirdParty ? _thirdParty : _developer;
}
