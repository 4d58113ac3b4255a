using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace OAuthHarness.Story;

/// <summary>
/// Writes requests and responses to the transcript. Secrets and values that differ from run to run are masked.
/// </summary>
internal sealed partial class TranscriptHandler(Transcript transcript, string actor, HttpMessageHandler inner)
    : DelegatingHandler(inner)
{
    private static readonly string[] SecretParameters =
    [
        "state", "code", "code_challenge", "code_verifier", "client_secret", "access_token", "refresh_token", "ticket",
        "oauth_token", "oauth_token_secret", "oauth_verifier", "oauth_signature", "oauth_nonce", "oauth_timestamp",
        "denied", "device_code", "user_code", "verification_uri_complete",
    ];

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var url = request.RequestUri!;
        var form = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var authorization = request.Headers.TryGetValues("Authorization", out var values) ? values.Single() : "";
        var sent = Lines(QueryOf(url), Fields(form), Header(authorization));
        transcript.WriteStep(actor, $"asks {request.Method} {url.GetLeftPart(UriPartial.Path)}{sent}");
        var response = await base.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        var received = Lines(Location(response.Headers.Location), Body(body));
        transcript.WriteStep("provider", $"answers {(int)response.StatusCode}{received}");
        return response;
    }

    /// <summary>An address with its secrets masked.</summary>
    public static string Describe(Uri url) => $"{url.GetLeftPart(UriPartial.Path)}{Lines(QueryOf(url))}";

    private static string Lines(params IEnumerable<string>[] parts) =>
        string.Concat(parts.SelectMany(part => part).Select(line => $"\n  {line}"));

    private static IEnumerable<string> QueryOf(Uri url) => Fields(url.Query.TrimStart('?'));

    private static IEnumerable<string> Fields(string form) =>
        from pair in form.Split('&', StringSplitOptions.RemoveEmptyEntries)
        let parts = pair.Split('=', 2)
        select Mask(WebUtility.UrlDecode(parts[0]), WebUtility.UrlDecode(parts[^1]));

    private static IEnumerable<string> Header(string authorization)
    {
        if (authorization.Length == 0)
            return [];
        if (!authorization.StartsWith("OAuth ", StringComparison.Ordinal))
            return [$"Authorization: {authorization.Split(' ')[0]} ***"];
        var parameters =
            from match in OAuthParameter().Matches(authorization)
            select Mask(match.Groups[1].Value, Uri.UnescapeDataString(match.Groups[2].Value));
        return parameters.Prepend("Authorization: OAuth");
    }

    private static IEnumerable<string> Location(Uri? location) =>
        location is null ? [] : QueryOf(location).Prepend($"go to {location.GetLeftPart(UriPartial.Path)}");

    private static IEnumerable<string> Body(string body)
    {
        if (body.StartsWith('<'))
            return [$"a page: {Heading().Match(body).Groups[1].Value}"];
        if (!body.StartsWith('{'))
            return Fields(body);
        var members = JsonDocument.Parse(body).RootElement.EnumerateObject();
        return members.Select(member => Mask(member.Name, member.Value.ToString()));
    }

    private static string Mask(string name, string value) =>
        $"{name} = {(SecretParameters.Contains(name) && value.Length > 0 ? "***" : value)}";

    [GeneratedRegex("(oauth_[a-z_]+)=\"([^\"]*)\"")]
    private static partial Regex OAuthParameter();

    [GeneratedRegex("<h1>(.*?)</h1>")]
    private static partial Regex Heading();
}
