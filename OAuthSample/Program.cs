using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using OAuthClient.AspNetCore;
using OAuthClient.OAuth2;
using OAuthSample;

var builder = WebApplication.CreateBuilder(args);
var configuration = builder.Configuration;

// The pretend provider runs in this process, unless the configuration has the address of another.
var provider = Providers.Start(configuration["Provider"]);
string[] scopes = ["read", "write"];
var loginLifetime = configuration.GetValue("LoginLifetime", TimeSpan.FromMinutes(15));
void Configure(OAuthWebOptions options) => options.Dance = new() { LoginLifetime = loginLifetime };

builder.Services.AddOAuthDance(provider.OAuth2 with { Scopes = scopes }, Configure);
builder.Services.AddOAuthDance(provider.OAuth1, Configure);
builder.Services.AddOAuthDance(
    provider.OAuth2 with { Name = Providers.FormPost, ResponseMode = ResponseMode.FormPost, Scopes = scopes },
    Configure);

var connection = $"Data Source={configuration["Database"] ?? "sample.db"}";
builder.Services.AddDbContextFactory<SampleContext>(database => database.UseSqlite(connection));
builder.Services.AddSingleton<AccountLinks>();
builder.Services.AddScoped<SignUp>();
if (configuration["Redis"] is { } redis)
    await builder.Services.AddSharedStoresAsync(redis, configuration);
else
    builder.Services.AddLocalStores(configuration);
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
{
    cookie.Cookie.Name = "sample";
    cookie.LoginPath = "/";
    cookie.Events.OnValidatePrincipal = AccountLinks.ValidateCookieAsync;
});
builder.Services.AddAuthorization();

var app = builder.Build();
var contexts = app.Services.GetRequiredService<IDbContextFactory<SampleContext>>();
await using (var context = await contexts.CreateDbContextAsync())
    await context.Database.EnsureCreatedAsync();
app.UseStaticFiles();
app.UseAuthentication();
app.UseAuthorization();
foreach (var name in Providers.Names)
{
    app.MapOAuthDance(name);
    Receivers.Connect(app.Services.GetOAuthDance(name));
}
app.MapSample();
await app.RunAsync();
