using System.Diagnostics;
using System.Globalization;
using OAuthClient;
using OAuthClient.Testing;
using Signals;

namespace OAuthHarness.Race;

/// <summary>
/// A process of a race. In each round all its callers call the API at once, with the expired token of the same user.
/// </summary>
internal static class RaceWorker
{
    public static OAuthDance Dance(string providerUrl, ITokenStore tokens, TimeProvider time) => new(
        new PretendProvider(providerUrl).OAuth2,
        "http://127.0.0.1/callback",
        new()
        {
            Tokens = tokens,
            Time = time,
            Signals = new SignalRegistry(),
            EndpointTimeout = TimeSpan.FromSeconds(5),
        });

    /// <summary>
    /// Reads a number of hours from each line of the input, runs a round, and writes a <see cref="WorkerResult"/>.
    /// </summary>
    public static async Task RunAsync(
        string providerUrl, ITokenStore tokens, int callers, TextReader input, TextWriter output)
    {
        var clock = new OffsetClock();
        var dance = Dance(providerUrl, tokens, clock);
        await output.WriteLineAsync("ready");
        while (await input.ReadLineAsync() is { } line)
        {
            clock.Hours = int.Parse(line, CultureInfo.InvariantCulture);
            var watch = Stopwatch.StartNew();
            var errors = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(() => CallAsync(dance))));
            var result = new WorkerResult(
                errors.Count(error => error.Length == 0),
                errors.Count(error => error is OAuthErrorCode.RefreshRejected or OAuthErrorCode.AuthorizationRequired),
                watch.ElapsedMilliseconds,
                errors.FirstOrDefault(error => error.Length > 0) ?? "");
            await output.WriteLineAsync(result.ToString());
        }
    }

    /// <returns>The error; empty for none.</returns>
    private static async Task<string> CallAsync(OAuthDance dance)
    {
        try
        {
            using var client = new HttpClient(new OAuthClient.Http.OAuthHandler(dance.Session(OAuthUser.TheOnlyOne)));
            using var answer = await client.GetAsync(new Uri(new Uri(dance.Provider.ApiBaseUrl!), "me"));
            return answer.IsSuccessStatusCode ? "" : $"HTTP {(int)answer.StatusCode}";
        }
        catch (OAuthException failure)
        {
            return failure.Error.Code;
        }
    }
}
