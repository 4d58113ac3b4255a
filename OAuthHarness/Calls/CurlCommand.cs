using System.CommandLine;
using System.Net;
using OAuthClient;
using OAuthClient.Http;
using OAuthHarness.Commands;
using OAuthHarness.Dances;
using OAuthHarness.Profiles;
using OAuthHarness.Terminal;

namespace OAuthHarness.Calls;

/// <summary>Writes a call as a command line for curl. Nothing is sent.</summary>
internal static class CurlCommand
{
    public static async Task<string> FormatAsync(DanceRun dance, OAuthSession session, HttpRequestMessage request)
    {
        using var kept = new KeepingHandler();
        using var client = new HttpClient(new OAuthHandler(session, kept));
        using var answer = await client.SendAsync(request, dance.Command.CancellationToken);
        // Without them curl reads brackets as patterns, and a body that begins with @ as the name of a file.
        var words = new List<string> { "curl", "--globoff", "--request", Quote(request.Method.Method) };
        foreach (var (name, value) in kept.Headers)
        {
            words.Add("--header");
            words.Add(name == "Authorization" ? ShowCredentials(dance, value) : Quote($"{name}: {value}"));
        }
        if (kept.Body is { Length: > 0 } body)
        {
            words.Add("--data-raw");
            words.Add(Quote(body));
        }
        words.Add(Quote(kept.Address));
        return string.Join(' ', words);
    }

    // The command fetches a bearer token when it runs, so it holds no secret and does not age.
    private static string ShowCredentials(DanceRun dance, string value)
    {
        if (dance.Command.ShowsSecrets)
            return Quote($"Authorization: {value}");
        return value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? $"\"$({TokenCommandOf(dance)})\""
            : Quote($"Authorization: {value.Split(' ')[0]} {Shown.Mask}");
    }

    // The command asks for the token of this very call.
    private static string TokenCommandOf(DanceRun dance)
    {
        var parsed = dance.Command.Parsed;
        var grant = parsed.GetValue(CallCommand.Application) ? "client-credentials " : "";
        var words = new List<string> { $"oauth-harness token {grant}--header --profile {Quote(dance.Profile.Name)}" };
        foreach (var option in (Option<string?>[])
            [ProfileOptions.Account, ProfileOptions.Store, DanceOptions.User, GlobalOptions.Home])
        {
            if (parsed.GetValue(option) is { } value)
                words.Add($"{option.Name} {Quote(value)}");
        }
        return string.Join(' ', words);
    }

    private static string Quote(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>Keeps the request as it would be sent, with its token.</summary>
    private sealed class KeepingHandler : HttpMessageHandler
    {
        public List<(string Name, string Value)> Headers { get; } = [];

        public string? Body { get; private set; }

        public string Address { get; private set; } = "";

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Address = request.RequestUri!.AbsoluteUri;
            foreach (var (name, values) in request.Headers.Concat(request.Content?.Headers.ToList() ?? []))
            {
                if (name != "Content-Length")
                    Headers.Add((name, string.Join(", ", values)));
            }
            Body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
            return new(HttpStatusCode.OK) { RequestMessage = request };
        }
    }
}
