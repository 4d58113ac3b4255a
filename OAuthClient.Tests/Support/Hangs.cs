using OAuthClient.OAuth2;

namespace OAuthClient.Tests;

/// <summary>
/// Lets one kind of call hang: its task never completes and heeds no cancellation, until <see cref="End"/>.
/// </summary>
internal sealed class Hangs
{
    private static readonly Task Never = new TaskCompletionSource().Task;

    /// <summary>The name of the call that hangs; null when none does.</summary>
    public string? Call { get; set; }

    public Task BeforeAsync(string call) => call == Call ? Never : Task.CompletedTask;

    public void End() => Call = null;

    public OAuthDanceOptions Wrap(OAuthDanceOptions options) => options with
    {
        Tokens = new InterceptedTokenStore(options.Tokens!, BeforeAsync),
        PendingDances = new InterceptedPendingDanceStore(options.PendingDances!, BeforeAsync),
    };

    public OAuth2Provider Wrap(OAuth2Provider provider) => provider with
    {
        ClientAuthentication = new Authentication(this),
    };

    /// <summary>Advances the clock by <c>EndpointTimeout</c>, again and again, until a task completes.</summary>
    /// <returns>The result of the task.</returns>
    public static async Task<T> CompleteAsync<T>(DanceSetup setup, Task<T> task)
    {
        for (var round = 0; !task.IsCompleted; round++)
        {
            Assert.That(round, Is.LessThan(100), "the call never completes");
            setup.Time.Advance(setup.Options.EndpointTimeout);
            await Task.WhenAny(task, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System));
        }
        return await task;
    }

    private sealed class Authentication(Hangs hangs) : ClientAuthentication
    {
        public override string Name => "of the host's own";

        public override async ValueTask AuthenticateAsync(ClientRequest request, CancellationToken cancellationToken)
        {
            await hangs.BeforeAsync("Authenticate");
            await Post.AuthenticateAsync(request, cancellationToken);
        }
    }
}
