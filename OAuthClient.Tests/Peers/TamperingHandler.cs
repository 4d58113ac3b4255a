using System.Net;

namespace OAuthClient.Tests.Peers;

/// <summary>
/// Receives requests from the handler that signs them. Sends each signed request twice: first with one part changed,
/// which the server must refuse, and then unchanged, as the same message or a copy. The response to the unchanged
/// request proves that the server refused the other one because of the change.
/// </summary>
internal sealed class TamperingHandler(Random random, Secret clientSecret, Secret tokenSecret)
    : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
{
    /// <summary>The number of changed requests that were sent, by kind of change.</summary>
    public SortedDictionary<string, int> ChangeCounts { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// The changed requests that the server accepted, or on which the server and the pretend provider's verifier
    /// disagree.
    /// </summary>
    public List<string> Mismatches { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var signed = await WireRequest.ReadAsync(request);
        var changes = signed.CreateChangedCopies().ToArray();
        var (name, changed) = changes[random.Next(changes.Length)];
        using var message = changed.ToMessage();
        using var answer = await base.SendAsync(message, cancellationToken);
        ChangeCounts[name] = ChangeCounts.GetValueOrDefault(name) + 1;
        if (answer.StatusCode != HttpStatusCode.Unauthorized)
            Mismatches.Add($"{name}, and {(int)answer.StatusCode}: {changed}");
        var secret = TokenSecretOf(signed);
        var changeIsAccepted = !signed.IsPlainText && changed.HasValidSignature(clientSecret, secret);
        if (!signed.HasValidSignature(clientSecret, secret) || changeIsAccepted)
            Mismatches.Add($"{name}, and another verdict by the pretend provider: {changed}");
        return await base.SendAsync(random.Next(2) == 0 ? request : signed.ToMessage(), cancellationToken);
    }

    private Secret TokenSecretOf(WireRequest request) => request.HasToken ? tokenSecret : default;
}
