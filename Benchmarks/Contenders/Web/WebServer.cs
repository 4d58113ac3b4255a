using System.Globalization;
using Benchmarks.Contenders.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using OAuthClient;
using OAuthClient.OAuth2;

namespace Benchmarks.Contenders.Web;

/// <summary>The program of a contender in a process of its own: an application on Kestrel, its provider behind a socket, and an address that tells what it has spent.</summary>
internal static class WebServer
{
    public const string Command = "web-server", UsagePath = "/effort";

    public static async Task<int> RunAsync(string name, string url, string providerUrl)
    {
        var provider = (OAuth2Provider)Login.Dance(new()).Provider with
        {
            AuthorizationEndpoint = $"{providerUrl}/authorize",
            TokenEndpoint = $"{providerUrl}/token",
            ApiBaseUrl = providerUrl,
            Allow = Insecure.LoopbackHttp,
        };
        var app = WebLogins.Application(name, url, provider, null, _ => { });
        app.MapGet(UsagePath, () => string.Create(CultureInfo.InvariantCulture, $"{Environment.CpuUsage.TotalTime.TotalMicroseconds} {GC.GetTotalAllocatedBytes(precise: true)}"));
        app.Urls.Add(url);
        app.Start();
        Console.WriteLine(url);
        // Until whoever started it is done, or gone.
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
        return 0;
    }
}
