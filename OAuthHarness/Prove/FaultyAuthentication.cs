using OAuthClient.OAuth2;

namespace OAuthHarness.Prove;

/// <summary>A client authentication of the host's own, which can fail.</summary>
internal sealed class FaultyAuthentication(Faults faults) : ClientAuthentication
{
    public override string Name => Post.Name;

    public override ValueTask AuthenticateAsync(ClientRequest request, CancellationToken cancellationToken) =>
        new(faults.RunAsync("authentication", () => Post.AuthenticateAsync(request, cancellationToken).AsTask()));
}
