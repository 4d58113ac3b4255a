using System.Diagnostics;
using System.Globalization;
using OAuthClient;
using OAuthClient.Testing;
using Signals;

namespace OAuthHarness.Race;

/// <summary>One process of a race: in each round all its callers call the API at once, with the same user's token, which has ended.</summary>
internal static class RaceWorker
{
    public static OAuthDance Dance(string providerUrl, ITokenStore tokens, TimeProvider time) => new(
        new PretendProvider(providerUrl).OAuth2,
        "http://127.0.0.1/callback",
        new() { Tokens = tokens, Time = time, Signals = new SignalRegistry(), EndpointTimeout = TimeSpan.FromSeconds(5) });

    /// <summary>Answers each line of stdin, a number of hours, with what came of the round.</summary>
    public static async Task RunAsync(string providerUrl, ITokenStore tokens, int callers, TextReader input, TextWriter output)
    {
        var clock = new OffsetClock();
        var dance = Dance(providerUrl, tokens, clock);
        await output.WriteLineAsync("ready");
        while (await input.ReadLineAsync() is { } line)
        {
            clock.Hours = int.Parse(line, CultureInfo.InvariantCulture);
            var watch = Stopwatch.StartNew();
            var ends = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(() => CallAsync(dance))));
            await output.WriteLineAsync($"{ends.Count(end => end == "")} {ends.Count(end => end == OAuthErrorCode.RefreshRejected || end == OAuthErrorCode.AuthorizationRequired)} {watch.ElapsedMilliseconds} {ends.FirstOrDefault(end => end.Length > 0)}");
        }
    }

    private static async Task<string> CallAsync(OAuthDance dance)
    {
        try
        {
            using var calls = new HttpClient(new OAuthClient.Http.OAuthHandler(dance.Session(OAuthUser.TheOnlyOne)));
            using var answer = await calls.GetAsync(new Uri(new Uri(dance.Provider.ApiBaseUrl!), "me"));
            return answer.IsSuccessStatusCode ? "" : $"HTTP {(int)answer.StatusCode}";
        }
        catch (OAuthException failure)
        {
            return failure.Error.Code;
        }
    }
}
