namespace OAuthHarness.Prove;

/// <summary>The way to the provider, whose requests can fail before or after they arrive.</summary>
internal sealed class FaultyHandler(HttpMessageHandler provider, Faults faults, SentCodes codes)
    : DelegatingHandler(provider)
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await codes.AddAsync(request);
        return await faults.RunAsync(
            $"http {request.RequestUri!.AbsolutePath}", () => base.SendAsync(request, cancellationToken));
    }
}
