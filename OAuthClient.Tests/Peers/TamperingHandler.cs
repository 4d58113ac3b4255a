using System.Net;

namespace OAuthClient.Tests.Peers;

/// <summary>
/// Stands on the wire, below the client: sends each signed request once with one thing changed, which must be refused, and then as it
/// was, the very same or a copy. So it is the change that was refused, and nothing else.
/// </summary>
internal sealed class TamperingHandler(Random random, Secret clientSecret, Secret tokenSecret) : DelegatingHandler(
    new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
{
    /// <summary>How often each kind of change was refused.</summary>
    public SortedDictionary<string, int> RefusalCounts { get; } = new(StringComparer.Ordinal);

    /// <summary>The changes that were believed, and where the pretend provider's verifier comes to another verdict.</summary>
    public List<string> Mismatches { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var signed = await WireRequest.ReadAsync(request);
        var changes = signed.Changes().ToArray();
        var (name, changed) = changes[random.Next(changes.Length)];
        using var message = changed.ToMessage();
        using var answer = await base.SendAsync(message, cancellationToken);
        RefusalCounts[name] = RefusalCounts.GetValueOrDefault(name) + 1;
        if (answer.StatusCode != HttpStatusCode.Unauthorized)
            Mismatches.Add($"{name}, and {(int)answer.StatusCode}: {changed}");
        if (!signed.IsSigned(clientSecret, TokenSecretOf(signed)) || (!signed.IsPlainText && changed.IsSigned(clientSecret, TokenSecretOf(signed))))
            Mismatches.Add($"{name}, and another verdict by the pretend provider: {changed}");
        return await base.SendAsync(random.Next(2) == 0 ? request : signed.ToMessage(), cancellationToken);
    }

    private Secret TokenSecretOf(WireRequest request) => request.HasToken ? tokenSecret : default;
}
