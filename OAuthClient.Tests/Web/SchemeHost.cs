using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OAuthClient.Testing;
using Signals;

namespace OAuthClient.Tests.Web;

/// <summary>
/// A web application whose users log in by the authentication scheme <c>pretend</c>, and the browser of one user.
/// </summary>
internal sealed class SchemeHost(WebApplication app, PretendProvider provider) : IAsyncDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        BaseAddress = new(app.Urls.Single()),
    };

    public PretendProvider Provider => provider;

    /// <summary>The address at which the server listens.</summary>
    public string Url => app.Urls.Single();

    public IServiceProvider Services => app.Services;

    public OAuthDance Dance => app.Services.GetOAuthDance("pretend");

    public CookieJar Cookies { get; set; } = new();

    /// <summary>The user's key in the application, when the user has logged in as this person.</summary>
    public static OAuthUser UserOf(string person) => $"pretend:{PretendProvider.IdOf(person)}";

    public static async Task<SchemeHost> StartAsync(SchemeHostSetup? setup = null)
    {
        setup ??= new();
        var pretend = new PretendProvider();
        var app = Build(setup, pretend);
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
        return new(app, pretend);
    }

    public static WebApplication Build(SchemeHostSetup setup, PretendProvider pretend)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = Path.GetTempPath() });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["OAuth:PublicUrl"] = setup.PublicUrl;
        builder.Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        builder.Services.AddSingleton(new SignalRegistry(strict: false));
        builder.Services.AddAuthorization();
        setup.AddScheme(builder.Services.AddAuthentication(setup.ChooseSchemes), setup, pretend);
        setup.ConfigureServices(builder.Services);
        var app = builder.Build();
        setup.AddMiddleware(app);
        setup.MapEndpoints(app);
        return app;
    }

    /// <summary>Sends a request of the browser, with its cookies.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        string method, string path, HttpContent? content, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(new(method), path) { Content = content };
        foreach (var (name, value) in headers.Append(Cookies.Header).Where(header => header.Value is not null))
            request.Headers.TryAddWithoutValidation(name, value);
        var answer = await _http.SendAsync(request);
        Cookies.Store(answer);
        return answer;
    }

    /// <summary>Opens a page as the user does, by a link of the application.</summary>
    public Task<HttpResponseMessage> OpenAsync(string path) =>
        SendAsync("GET", path, null, WebHost.SameOrigin, WebHost.Navigation);

    public async Task<string> ReadAsync(string path) => await (await OpenAsync(path)).Content.ReadAsStringAsync();

    /// <summary>Opens a page that needs a login, and allows the login at the provider.</summary>
    /// <returns>The callback.</returns>
    public async Task<string> BeginAndAllowAsync(string path = "/page", string person = "anna")
    {
        var begun = await OpenAsync(path);
        var callback = await new PretendBrowser(provider.Handler).AllowAsync(begun.Headers.Location!, person);
        return callback.Url.PathAndQuery;
    }

    /// <summary>Logs in from a page that needs a login.</summary>
    /// <returns>The answer to the callback.</returns>
    public async Task<HttpResponseMessage> LogInAsync(string path = "/page", string person = "anna") =>
        await OpenAsync(await BeginAndAllowAsync(path, person));

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await app.DisposeAsync();
        await provider.DisposeAsync();
    }
}
