using OAuthClient;
using OAuthClient.OAuth2;

namespace OAuthHarness.Prove;

/// <summary>An extension of the provider that changes nothing, and can fail in each leg.</summary>
internal sealed class FaultyExtension(Faults faults) : OAuth2Extension
{
    public override string Name => "faulty";

    public override ValueTask AuthorizeAsync(
        AuthorizationParameters parameters, ExtensionContext context, CancellationToken cancellationToken) =>
        MeetAsync("Authorize");

    public override ValueTask<OAuthCallback> OpenAsync(
        OAuthCallback callback, ExtensionContext context, CancellationToken cancellationToken) =>
        new(faults.RunAsync("extension.Open", () => Task.FromResult(callback)));

    public override ValueTask CheckAsync(
        OAuthCallback callback, ExtensionContext context, CancellationToken cancellationToken) => MeetAsync("Check");

    public override ValueTask RequestAsync(
        ClientRequest request, ExtensionContext context, CancellationToken cancellationToken) => MeetAsync("Request");

    public override ValueTask<AnswerVerdict> AnswerAsync(
        OAuth2Answer answer, ExtensionContext context, CancellationToken cancellationToken) =>
        new(faults.RunAsync("extension.Answer", () => Task.FromResult(default(AnswerVerdict))));

    public override ValueTask TokenAsync(
        TokenDraft token, ExtensionContext context, CancellationToken cancellationToken) => MeetAsync("Token");

    private ValueTask MeetAsync(string leg) => new(faults.RunAsync($"extension.{leg}", () => Task.CompletedTask));
}
