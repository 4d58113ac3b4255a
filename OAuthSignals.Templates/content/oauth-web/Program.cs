using System.Text.Json.Serialization;
using Flurl.Http;
using OAuthClient;
using OAuthClient.AspNetCore;
using OAuthClient.Presets;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddAuthentication("cookie").AddCookie("cookie");
builder.Services.AddOAuthDance(Providers.GitHub);

var app = builder.Build();
app.UseAuthentication();
app.MapOAuthDance("github");
app.Services.GetOAuthDance("github").Signals.Authorized.Connect(async (_, login) =>
    OAuthAnswer.StoreFor(login.User.Or($"github:{(await login.Session.Request("user").GetJsonAsync<Person>()).Id}")));
app.MapGet("/", async ([FromKeyedServices("github")] OAuthSession github) =>
    $"hello, {(await github.Request("user").GetJsonAsync<Person>()).Login}").RequireOAuth("github");
app.Run();

internal sealed record Person([property: JsonRequired] long Id, string Login);
