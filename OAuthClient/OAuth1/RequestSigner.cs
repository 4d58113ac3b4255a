using System.Globalization;

namespace OAuthClient.OAuth1;

/// <summary>Signs a request and writes its Authorization header (RFC 5849 sections 3.1 and 3.5.1).</summary>
internal sealed class RequestSigner(OAuth1Provider provider, OAuthDanceOptions options)
{
    /// <param name="method">The request's method.</param>
    /// <param name="url">The request's address as it is sent.</param>
    /// <param name="form">The request's form, decoded; empty when the body is none.</param>
    /// <param name="token">The token and its secret; none for the first leg.</param>
    /// <param name="extra">Further protocol parameters, such as <c>oauth_callback</c>.</param>
    public string Authorization(
        HttpMethod method, Uri url, IEnumerable<(string Name, string Value)> form, (Secret Token, Secret Secret) token, params (string Name, string Value)[] extra)
    {
        List<(string Name, string Value)> parameters =
        [
            ("oauth_consumer_key", provider.ClientId),
            ("oauth_signature_method", HmacSha1.Name),
            // RFC 5849 section 3.3: fresh for every request.
            ("oauth_timestamp", options.Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            ("oauth_nonce", options.Random.Text()),
            .. extra,
        ];
        if (!token.Token.IsEmpty)
            parameters.Add(("oauth_token", token.Token.Reveal()));
        var signature = HmacSha1.Sign(BaseString.Of(method, url, parameters.Concat(form)), provider.ClientSecret, token.Secret);
        parameters.Add(("oauth_signature", signature));
        return "OAuth " + string.Join(", ", parameters.Select(pair => $"{BaseString.Escape(pair.Name)}=\"{BaseString.Escape(pair.Value)}\""));
    }
}
