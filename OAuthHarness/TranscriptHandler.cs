using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace OAuthHarness;

/// <summary>Writes down what goes over the wire, with whatever is secret or different each time masked.</summary>
internal sealed partial class TranscriptHandler(Transcript transcript, string who, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly string[] SecretParameters =
    [
        "state", "code", "code_challenge", "code_verifier", "client_secret", "access_token", "refresh_token", "ticket",
        "oauth_token", "oauth_token_secret", "oauth_verifier", "oauth_signature", "oauth_nonce", "oauth_timestamp", "denied",
    ];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var sent = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        transcript.WriteStep(who, $"asks {request.Method} {request.RequestUri!.GetLeftPart(UriPartial.Path)}{Lines(
            Fields(request.RequestUri.Query.TrimStart('?')), Fields(sent), Header(request.Headers.TryGetValues("Authorization", out var header) ? header.Single() : ""))}");
        var answer = await base.SendAsync(request, cancellationToken);
        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        transcript.WriteStep("provider", $"answers {(int)answer.StatusCode}{Lines(Location(answer.Headers.Location), Body(body))}");
        return answer;
    }

    /// <summary>An address with its secrets masked.</summary>
    public static string Describe(Uri url) => $"{url.GetLeftPart(UriPartial.Path)}{Lines(Fields(url.Query.TrimStart('?')))}";

    private static string Lines(params IEnumerable<string>[] parts) => string.Concat(parts.SelectMany(part => part).Select(line => $"\n  {line}"));

    private static IEnumerable<string> Fields(string form) =>
        from pair in form.Split('&', StringSplitOptions.RemoveEmptyEntries)
        let parts = pair.Split('=', 2)
        select Mask(WebUtility.UrlDecode(parts[0]), WebUtility.UrlDecode(parts[^1]));

    private static IEnumerable<string> Header(string authorization)
    {
        if (authorization.Length == 0)
            return [];
        return authorization.StartsWith("OAuth ", StringComparison.Ordinal)
            ? OAuthParameter().Matches(authorization).Select(match => Mask(match.Groups[1].Value, Uri.UnescapeDataString(match.Groups[2].Value))).Prepend("Authorization: OAuth")
            : [$"Authorization: {authorization.Split(' ')[0]} ***"];
    }

    private static IEnumerable<string> Location(Uri? location) =>
        location is null ? [] : Fields(location.Query.TrimStart('?')).Prepend($"go to {location.GetLeftPart(UriPartial.Path)}");

    private static IEnumerable<string> Body(string body)
    {
        if (body.StartsWith('{'))
            return JsonDocument.Parse(body).RootElement.EnumerateObject().Select(member => Mask(member.Name, member.Value.ToString()));
        return body.StartsWith('<') ? [$"a page: {Heading().Match(body).Groups[1].Value}"] : Fields(body);
    }

    private static string Mask(string name, string value) => $"{name} = {(SecretParameters.Contains(name) && value.Length > 0 ? "***" : value)}";

    [GeneratedRegex("(oauth_[a-z_]+)=\"([^\"]*)\"")]
    private static partial Regex OAuthParameter();

    [GeneratedRegex("<h1>(.*?)</h1>")]
    private static partial Regex Heading();
}
