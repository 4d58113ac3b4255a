using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OAuthClient.Tests.Peers;

/// <summary>
/// The response of the oauthlib server: the API call as oauthlib parsed it, or why oauthlib refused the call.
/// </summary>
internal sealed record OAuthlibAnswer
{
    public string? User { get; init; }

    public string? Method { get; init; }

    [JsonPropertyName("via")]
    public string? ParameterPlacement { get; init; }

    [JsonPropertyName("params")]
    public string[][]? ParameterPairs { get; init; }

    public string? BodyHash { get; init; }

    public string? Version { get; init; }

    public string? Realm { get; init; }

    [JsonPropertyName("refused")]
    public string[]? FailedChecks { get; init; }

    public string? BaseString { get; init; }

    public string? Error { get; init; }

    public int Status { get; private init; }

    /// <summary>The parameters of the query and the form, without the OAuth parameters, sorted.</summary>
    public IEnumerable<string> Parameters =>
        ParameterPairs!.Select(pair => $"{pair[0]}={pair[1]}").Order(StringComparer.Ordinal);

    public static async Task<OAuthlibAnswer> ReadAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<OAuthlibAnswer>(JsonSerializerOptions.Web))! with
        {
            Status = (int)answer.StatusCode,
        };
}
