using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using OAuthClient.Extensions;
using OAuthClient.Testing;
using Signals;

namespace OAuthClient.Tests.Extensions;

/// <summary>
/// A host with the dance of a pretend provider, called <c>pretend</c>, and a clock that the test advances.
/// </summary>
internal sealed class PretendHost : IAsyncDisposable
{
    public const string ApiAddress = "https://pretend.example/api/";

    private readonly IHost _host;

    public PretendHost(Action<IServiceCollection>? configure = null, Action<OAuthHostOptions>? options = null)
    {
        Provider.Time = Time;
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddSingleton(new SignalRegistry(strict: false));
        builder.Services.AddOAuthDance(Provider.OAuth2, host =>
        {
            host.RedirectUri = DanceSetup.RedirectUri;
            host.Dance = new() { Http = Provider.Handler };
            options?.Invoke(host);
        });
        configure?.Invoke(builder.Services);
        _host = builder.Build();
    }

    public PretendProvider Provider { get; } = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public IServiceProvider Services => _host.Services;

    public OAuthDance Dance => Services.GetOAuthDance("pretend");

    public IHttpClientFactory Clients => Services.GetRequiredService<IHttpClientFactory>();

    /// <summary>Adds a named client whose calls get tokens of the pretend provider.</summary>
    public static IHttpClientBuilder AddApi(IServiceCollection services, string name = "api") =>
        services.AddHttpClient(name, client => client.BaseAddress = new(ApiAddress)).AddOAuth("pretend");

    /// <summary>Logs a user in, whose name at the provider is <paramref name="login"/>.</summary>
    public async Task LogInAsync(OAuthUser user, string? login = null, string account = TokenKey.DefaultAccount)
    {
        var browser = new PretendBrowser(Provider.Handler);
        using var connection = Dance.Signals.Authorized.Connect((_, _) => OAuthAnswer.StoreFor(user, account));
        var begun = await Dance.BeginAsync(user);
        var callback = await browser.AllowAsync(begun.AuthorizationUrl!, login ?? user.Id);
        var outcome = await Dance.FinishAsync(callback, begun.BrowserKey);
        Assert.That(outcome.IsStored, Is.True, outcome.Explanation);
    }

    public async ValueTask DisposeAsync()
    {
        _host.Dispose();
        await Provider.DisposeAsync();
    }
}
