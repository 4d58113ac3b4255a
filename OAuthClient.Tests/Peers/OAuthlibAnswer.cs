using System.Net.Http.Json;
using System.Text.Json;

namespace OAuthClient.Tests.Peers;

/// <summary>The call as oauthlib parsed it, or the reason why oauthlib refused the call.</summary>
internal sealed record OAuthlibAnswer(
    string? User,
    string? Method,
    string? Via,
    string[][]? Params,
    string? BodyHash,
    string? Version,
    string? Realm,
    string[]? Refused,
    string? BaseString,
    string? Error)
{
    public int Status { get; private init; }

    /// <summary>The caller's parameters, sorted.</summary>
    public IEnumerable<string> Parameters =>
        Params!.Select(pair => $"{pair[0]}={pair[1]}").Order(StringComparer.Ordinal);

    public static async Task<OAuthlibAnswer> ReadAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<OAuthlibAnswer>(JsonSerializerOptions.Web))! with
        {
            Status = (int)answer.StatusCode,
        };
}
