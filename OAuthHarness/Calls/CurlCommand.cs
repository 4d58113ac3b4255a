using System.Net;
using OAuthClient;
using OAuthClient.Http;
using OAuthHarness.Dances;
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
        var words = new List<string> { "curl", "--request", request.Method.Method };
        foreach (var (name, value) in kept.Headers)
        {
            words.Add("--header");
            words.Add(name == "Authorization" ? ShowCredentials(dance, value) : Quote($"{name}: {value}"));
        }
        if (kept.Body is { Length: > 0 } body)
        {
            words.Add("--data-binary");
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
            ? $"\"$(oauth-harness token --header --profile {dance.Profile.Name})\""
            : Quote($"Authorization: {value.Split(' ')[0]} {Shown.Mask}");
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
