using System.Text.Json;
using OAuthClient;
using OAuthClient.OAuth2;
using OAuthClient.Testing;

namespace OAuthHarness.Prove;

/// <summary>The requests of a <see cref="SmallClient"/>.</summary>
internal sealed class SmallTokenRequest(ProvedClient client, Bench bench)
{
    private OAuth2Provider Provider => (OAuth2Provider)client.Dance.Provider;

    /// <summary>RFC 6749 section 6: gets a new token for a refresh token.</summary>
    public async Task<OAuthToken> SendAsync(OAuthToken stale)
    {
        var json = await PostAsync(Provider.TokenEndpoint, [
            new("grant_type", "refresh_token"), new("refresh_token", stale.RefreshToken.Reveal()),
        ]);
        using var answer = JsonDocument.Parse(json);
        var root = answer.RootElement;
        return stale with
        {
            AccessToken = root.GetProperty("access_token").GetString(),
            RefreshToken = root.GetProperty("refresh_token").GetString(),
            ExpiresAt = bench.Clock.Time.GetUtcNow() + TimeSpan.FromSeconds(root.GetProperty("expires_in").GetInt64()),
        };
    }

    /// <summary>RFC 7009 section 2.1: revokes a token.</summary>
    public Task RevokeAsync(OAuthToken token) =>
        PostAsync(Provider.RevocationEndpoint!, [new("token", token.RefreshToken.Reveal())]);

    private async Task<string> PostAsync(string endpoint, KeyValuePair<string, string>[] fields)
    {
        using var http = new HttpClient(client.Http, disposeHandler: false);
        using var form = new FormUrlEncodedContent([
            .. fields, new("client_id", PretendProvider.ClientId), new("client_secret", PretendProvider.ClientSecret),
        ]);
        using var answer = await http.PostAsync(endpoint, form);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync();
    }
}
