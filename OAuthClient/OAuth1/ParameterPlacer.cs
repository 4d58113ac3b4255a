namespace OAuthClient.OAuth1;

/// <summary>Puts the protocol's parameters where the provider wants them (RFC 5849 section 3.5), and takes them out again.</summary>
internal static class ParameterPlacer
{
    private static readonly HashSet<string> ProtocolParameters = new(StringComparer.Ordinal)
    {
        "oauth_consumer_key", "oauth_token", "oauth_signature_method", "oauth_timestamp", "oauth_nonce",
        "oauth_version", "oauth_signature", "oauth_callback", "oauth_verifier", "oauth_body_hash",
    };

    // What came was escaped by Uri already, or left alone because somebody said so; either way it goes out as it is.
    private static readonly UriCreationOptions NoCanonicalization = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public static SignedRequest Place(OAuth1Provider provider, RequestToSign request, IReadOnlyList<(string Name, string Value)> parameters) => provider.Placement switch
    {
        // RFC 5849 section 3.5.3.
        ParameterPlacement.Query => new(WithQuery(request.Url, Join(QueryOf(request.Url), '&', Encode(parameters))), null, null),
        // RFC 5849 section 3.5.2.
        ParameterPlacement.Form when request.TakesForm => new(request.Url, null, Join(request.Form, '&', Encode(parameters))),
        _ => new(request.Url, AuthorizationHeader(provider.Realm, parameters), null),
    };

    /// <summary>An address without the parameters of an earlier signature.</summary>
    public static Uri WithoutProtocolParameters(Uri url) => WithQuery(url, string.Join('&', QueryOf(url).Split('&').Where(pair => !ProtocolParameters.Contains(pair.Split('=')[0]))));

    private static string QueryOf(Uri url) => url.PathAndQuery.Split('?', 2) is [_, var query] ? query : "";

    private static Uri WithQuery(Uri url, string query)
    {
        var path = url.PathAndQuery.Split('?', 2)[0];
        return new($"{url.GetLeftPart(UriPartial.Authority)}{(query.Length == 0 ? path : $"{path}?{query}")}", NoCanonicalization);
    }

    // RFC 5849 section 3.5.1.
    private static string AuthorizationHeader(string? realm, IReadOnlyList<(string Name, string Value)> parameters)
    {
        using var header = new AsciiBuilder();
        header.Append("OAuth "u8);
        // The realm is no part of the signature, and is written as it is.
        if (realm is not null)
            header.Append($"realm=\"{realm}\", ");
        for (var at = 0; at < parameters.Count; at++)
        {
            header.Append(at == 0 ? ""u8 : ", "u8);
            header.AppendEncoded(parameters[at].Name);
            header.Append("=\""u8);
            header.AppendEncoded(parameters[at].Value);
            header.Append((byte)'"');
        }
        return header.ToText();
    }

    private static string Encode(IReadOnlyList<(string Name, string Value)> parameters)
    {
        using var form = new AsciiBuilder();
        for (var at = 0; at < parameters.Count; at++)
        {
            form.Append(at == 0 ? ""u8 : "&"u8);
            form.AppendEncoded(parameters[at].Name);
            form.Append((byte)'=');
            form.AppendEncoded(parameters[at].Value);
        }
        return form.ToText();
    }

    private static string Join(string first, char between, string second) => first.Length == 0 ? second : $"{first}{between}{second}";
}
