using System.Globalization;
using OAuthClient.Internal;

namespace OAuthClient.OAuth1;

/// <summary>Signs requests (RFC 5849 section 3.1). Thread-safe.</summary>
internal sealed class RequestSigner(OAuth1Provider provider, OAuthDanceOptions options)
{
    public ServerClock Clock { get; } = new(options.Time);

    /// <param name="request">The request, without parameters of an earlier signature.</param>
    /// <param name="token">
    /// The token and its secret; empty for the temporary credentials request and for calls without a user.
    /// </param>
    /// <param name="extra">More protocol parameters, such as <c>oauth_callback</c>.</param>
    public SignedRequest Sign(
        RequestToSign request,
        (Secret Token, Secret Secret) token,
        params ReadOnlySpan<(string Name, string Value)> extra)
    {
        List<(string Name, string Value)> parameters = new(10)
        {
            ("oauth_consumer_key", provider.ClientId),
            ("oauth_signature_method", provider.SignatureMethod.Name),
            // RFC 5849 section 3.3: timestamp and nonce are new for every request.
            ("oauth_timestamp", Clock.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            ("oauth_nonce", Nonce.Create(options.Random)),
        };
        parameters.AddRange(extra);
        if (provider.Quirks.SendsVersion)
            parameters.Add(("oauth_version", "1.0"));
        if (request.BodyHash is { } hash)
            parameters.Add(("oauth_body_hash", hash));
        if (!token.Token.IsEmpty)
            parameters.Add(("oauth_token", token.Token.Reveal()));
        parameters.Add(("oauth_signature", ComputeSignature(request, parameters, token.Secret)));
        return ParameterPlacer.Place(provider, request, parameters);
    }

    private string ComputeSignature(
        RequestToSign request, List<(string Name, string Value)> parameters, Secret tokenSecret)
    {
        using var text = new AsciiBuilder();
        BaseString.Write(text, request, parameters);
        try
        {
            return provider.SignatureMethod.Sign(text.Bytes, provider.ClientSecret, tokenSecret);
        }
        catch (Exception cause)
        {
            throw HostFailureException.FromHostClass(
                OAuthErrorCode.ClientAuthenticationFailed, "The signature method", cause);
        }
    }
}
