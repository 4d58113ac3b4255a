using System.Diagnostics;
using Benchmarks.Measuring;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OAuthClient.Presets;

namespace Benchmarks.Contenders.Web;

/// <summary>The start of a web application in a process of its own, until its server listens.</summary>
internal static class WebStart
{
    public const string Command = "web-start";
    public const string Without = "cookies only";
    public const string ThreeSchemes = "three schemes";

    private static readonly string[] Presets = ["github", "gitlab", "discord"];

    /// <summary>The program of the process: it starts, writes a line, and ends.</summary>
    public static async Task<int> RunAsync(string name, string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration["OAuth:PublicUrl"] = url;
        var authentication = builder.Services
            .AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie();
        if (name == ThreeSchemes)
            AddSchemes(authentication, builder.Configuration);
        await using var app = builder.Build();
        app.MapGet("/", () => "hello");
        app.Urls.Add(url);
        await app.StartAsync();
        Console.WriteLine(url);
        return 0;
    }

    /// <summary>Measures the time from the start of a process until its server listens.</summary>
    /// <returns>The time in milliseconds.</returns>
    /// <exception cref="WrongContenderException">The application does not start.</exception>
    public static double Measure(string name)
    {
        var start = ThisProgram.StartInfo(Command, name, WebProvider.FreeUrl());
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var line = process.StandardOutput.ReadLine();
        var time = Stopwatch.GetElapsedTime(began);
        process.WaitForExit();
        return line is null ? throw new WrongContenderException($"{name} did not start") : time.TotalMilliseconds;
    }

    // A preset by its name is looked up among all presets.
    private static void AddSchemes(
        AuthenticationBuilder authentication, ConfigurationManager configuration)
    {
        foreach (var preset in Presets)
        {
            configuration[$"OAuth:{preset}:ClientId"] = "client";
            configuration[$"OAuth:{preset}:ClientSecret"] = "secret";
            authentication.AddOAuthSignals(Providers.Find(preset), scheme => scheme.UserEndpoint = "user");
        }
    }
}
