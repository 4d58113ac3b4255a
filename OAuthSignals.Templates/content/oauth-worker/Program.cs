using OAuthClient;
using OAuthClient.Extensions;
using OAuthClient.Presets;
using OAuthClient.Storage;
using OAuthWorker;

var builder = Host.CreateApplicationBuilder(args);
var keys = builder.Configuration["TokenKeys"] ?? throw new InvalidOperationException(
    "TokenKeys is not set. Make a key with 'openssl rand -base64 32', and keep it: dotnet user-secrets set TokenKeys …");
builder.Services.AddSingleton<ITokenStore>(new FileTokenStore("tokens", StoreSeal.Parse(keys)));
builder.Services.AddOAuthDance(Providers.GitHub, options => options.CurrentUser = _ => OAuthUser.TheOnlyOne);
builder.Services
    .AddHttpClient("api", (host, http) =>
    {
        http.BaseAddress = new(host.GetOAuthDance("github").Provider.ApiBaseUrl!);
        http.DefaultRequestHeaders.UserAgent.ParseAdd("worker/1.0"); // GitHub refuses calls without one
    })
    .AddOAuth("github");
builder.Services.AddHostedService<Worker>();

using var host = builder.Build();
await FirstLogin.RunAsync(host.Services.GetOAuthDance("github"));
await host.RunAsync();
