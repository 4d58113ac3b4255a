using System.Globalization;
using Benchmarks.Contenders.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using OAuthClient;
using OAuthClient.OAuth2;

namespace Benchmarks.Contenders.Web;

/// <summary>
/// The program of a contender in a process of its own: an application on Kestrel, whose <see cref="UsagePath"/> returns
/// the processor time and the allocated bytes of the process.
/// </summary>
internal static class WebServer
{
    public const string Command = "web-server";
    public const string UsagePath = "/effort";

    public static async Task<int> RunAsync(string name, string url, string providerUrl)
    {
        var provider = (OAuth2Provider)Login.Dance(new()).Provider with
        {
            AuthorizationEndpoint = $"{providerUrl}/authorize",
            TokenEndpoint = $"{providerUrl}/token",
            ApiBaseUrl = providerUrl,
            Allow = Insecure.LoopbackHttp,
        };
        var app = WebLogins.CreateApplication(name, url, provider, null, _ => { });
        app.MapGet(UsagePath, Usage);
        app.Urls.Add(url);
        app.Start();
        Console.WriteLine(url);
        // Standard input ends when the parent process closes it, or has died.
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
        return 0;
    }

    private static string Usage()
    {
        var microseconds = Environment.CpuUsage.TotalTime.TotalMicroseconds;
        return string.Create(
            CultureInfo.InvariantCulture, $"{microseconds} {GC.GetTotalAllocatedBytes(precise: true)}");
    }
}
