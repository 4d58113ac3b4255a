using System.Diagnostics;
using System.Globalization;
using OAuthClient;
using OAuthClient.Http;
using OAuthClient.Testing;
using Signals;

namespace OAuthHarness.Race;

/// <summary>
/// A process of a race. In each round all its callers call the API at once, with the same token, which has expired.
/// </summary>
internal sealed class RaceWorker
{
    public const string User = "user";
    public const string Application = "application";
    private readonly OffsetClock _clock = new();
    private readonly OAuthDance _dance;
    private readonly bool _isApplication;

    public RaceWorker(string providerUrl, ITokenStore tokens, string owner)
    {
        _dance = Dance(providerUrl, tokens, _clock);
        _isApplication = owner == Application;
    }

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
    public async Task RunAsync(int callers, TextReader input, TextWriter output)
    {
        await output.WriteLineAsync("ready");
        while (await input.ReadLineAsync() is { } line)
        {
            _clock.Hours = int.Parse(line, CultureInfo.InvariantCulture);
            var watch = Stopwatch.StartNew();
            var errors = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(CallAsync)));
            var result = new WorkerResult(
                errors.Count(error => error.Length == 0),
                errors.Count(error => error is OAuthErrorCode.RefreshRejected or OAuthErrorCode.AuthorizationRequired),
                watch.ElapsedMilliseconds,
                errors.FirstOrDefault(error => error.Length > 0) ?? "");
            await output.WriteLineAsync(result.ToString());
        }
    }

    private OAuthSession CreateSession() =>
        _isApplication ? _dance.ApplicationSession() : _dance.Session(OAuthUser.TheOnlyOne);

    /// <returns>The error; empty for none.</returns>
    private async Task<string> CallAsync()
    {
        try
        {
            using var client = new HttpClient(new OAuthHandler(CreateSession()));
            using var answer = await client.GetAsync(new Uri(new Uri(_dance.Provider.ApiBaseUrl!), "me"));
            return answer.IsSuccessStatusCode ? "" : $"HTTP {(int)answer.StatusCode}";
        }
        catch (OAuthException failure)
        {
            return failure.Error.Code;
        }
    }
}
