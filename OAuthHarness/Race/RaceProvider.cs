using System.Globalization;
using OAuthClient.Testing;

namespace OAuthHarness.Race;

/// <summary>
/// The provider of a race, in a process of its own. It rotates refresh tokens, and ends a login when a used refresh
/// token comes again.
/// </summary>
internal static class RaceProvider
{
    public const string Strict = "strict";
    public const string Grace = "grace";

    /// <summary>
    /// Reads a number of hours from each line of the input, sets the clock, and writes how many tokens were renewed, or
    /// requested by the program itself, since the last line.
    /// </summary>
    public static async Task RunAsync(string kind, TextReader input, TextWriter output)
    {
        var clock = new OffsetClock();
        await using var provider = PretendProvider.Listen();
        provider.Time = clock;
        provider.RefreshTokenGrace = kind == Grace ? TimeSpan.FromMinutes(5) : TimeSpan.Zero;
        await output.WriteLineAsync(provider.BaseUrl);
        var before = 0;
        while (await input.ReadLineAsync() is { } line)
        {
            clock.Hours = int.Parse(line, CultureInfo.InvariantCulture);
            var now = provider.RefreshCount + CountOwnTokens(provider);
            await output.WriteLineAsync((now - before).ToString(CultureInfo.InvariantCulture));
            before = now;
        }
    }

    private static int CountOwnTokens(PretendProvider provider) => provider.Requests.Count(request =>
        request.Endpoint == PretendEndpoint.Token && request["grant_type"] == "client_credentials");
}
