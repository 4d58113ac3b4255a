using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OAuthClient.AspNetCore;
using OAuthClient.Testing;
using Signals;

namespace OAuthClient.Tests.Web;

/// <summary>
/// A web application with one dance. A request header names the current user, and the token of every login is stored
/// for user 42.
/// </summary>
internal sealed class WebHost(
    WebApplication app,
    PretendProvider provider,
    FakeTimeProvider time,
    List<string?> signedIn,
    ConcurrentQueue<string> log) : IAsyncDisposable
{
    public const string PublicUrl = "https://app.example", CallbackPath = "/login/pretend/finish";

    public static readonly (string, string?) SameOrigin = ("Sec-Fetch-Site", "same-origin"),
    Navigation = ("Sec-Fetch-Mode", "navigate"), CrossSite = ("Sec-Fetch-Site", "cross-site");

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        BaseAddress = new(app.Urls.Single()),
    };

    public PretendProvider Provider => provider;

    public FakeTimeProvider Time => time;

    public OAuthDance Dance => app.Services.GetOAuthDance("pretend");

    /// <summary>The ids of the users that the application signed in.</summary>
    public IReadOnlyList<string?> SignedInUsers => signedIn;

    /// <summary>The log entries of the dance.</summary>
    public IReadOnlyList<string> Log => [.. log];

    public static async Task<WebHost> StartAsync(WebHostSetup? setup = null)
    {
        setup ??= new();
        var pretend = new PretendProvider();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var signedIn = new List<string?>();
        var log = new ConcurrentQueue<string>();
        pretend.Time = time;
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = Path.GetTempPath() });
        builder.Logging.ClearProviders().AddProvider(new QueueLogger(log));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["OAuth:PublicUrl"] = setup.PublicUrl;
        builder.Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        builder.Services.AddSingleton(new SignalRegistry(strict: false));
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddOAuthDance(setup.ChangeProvider(pretend.OAuth2), options =>
        {
            options.Dance = new() { Http = pretend.Handler };
            options.User =
                context => context.Request.Headers["X-User"] is { Count: 1 } user ? user.ToString() : OAuthUser.Unknown;
            options.SignIn = (_, outcome) =>
            {
                signedIn.Add(outcome.User.Id);
                return ValueTask.CompletedTask;
            };
            setup.ConfigureOptions(options);
        });
        setup.ConfigureServices(builder.Services);
        var app = builder.Build();
        setup.AddMiddleware(app);
        setup.MapEndpoints(app);
        app.Services.GetOAuthDance("pretend").Signals.Authorized.Connect((_, _) => OAuthAnswer.StoreFor("42"));
        await app.StartAsync();
        return new(app, pretend, time, signedIn, log);
    }

    public Task<HttpResponseMessage> SendAsync(
        string method, string path, params (string Name, string? Value)[] headers) =>
        SendAsync(method, path, null, headers);

    public async Task<HttpResponseMessage> SendAsync(
        string method, string path, HttpContent? content, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(new(method), path) { Content = content };
        foreach (var (name, value) in headers.Where(header => header.Value is not null))
            request.Headers.TryAddWithoutValidation(name, value);
        return await _http.SendAsync(request);
    }

    /// <summary>Sends a browser's request for a page, caused by a link on the application's site.</summary>
    public Task<HttpResponseMessage> ViewPageAsync(string path, params (string, string?)[] headers) =>
        SendAsync("GET", path, [SameOrigin, Navigation, .. headers]);

    public async Task<(string Callback, (string, string?) Cookie)> BeginAndAllowAsync(
        string begin = "/login/pretend", params (string, string?)[] headers)
    {
        var begun = await ViewPageAsync(begin, headers);
        var callback = await new PretendBrowser(provider.Handler).AllowAsync(begun.Headers.Location!);
        return (callback.Url.PathAndQuery, CookiesOf(begun));
    }

    public async Task<HttpResponseMessage> LogInAsync(params (string, string?)[] headers)
    {
        var (callback, cookie) = await BeginAndAllowAsync(headers: headers);
        return await SendAsync("GET", callback, [cookie, .. headers]);
    }

    public static (string, string?) CookiesOf(HttpResponseMessage answer) =>
        ("Cookie", string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0])));

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await app.DisposeAsync();
        await provider.DisposeAsync();
    }

    private sealed class QueueLogger(ConcurrentQueue<string> log) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) =>
            categoryName.StartsWith("OAuthClient", StringComparison.Ordinal) ? this : NullLogger.Instance;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            log.Enqueue(
                $"{logLevel}: {formatter(state, exception)}{(exception is null ? "" : $" ({exception.Message})")}");

        public void Dispose() { }
    }
}
