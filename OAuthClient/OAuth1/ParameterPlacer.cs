namespace OAuthClient.OAuth1;

/// <summary>
/// Adds the protocol's parameters to a request where the provider expects them (RFC 5849 section 3.5), and removes them
/// again.
/// </summary>
internal static class ParameterPlacer
{
    private static readonly HashSet<string> ProtocolParameters = new(StringComparer.Ordinal)
    {
        "oauth_consumer_key", "oauth_token", "oauth_signature_method", "oauth_timestamp", "oauth_nonce",
        "oauth_version", "oauth_signature", "oauth_callback", "oauth_verifier", "oauth_body_hash",
        "oauth_session_handle",
    };

    // The caller's Uri has been escaped already, or its creator has turned escaping off: either way it is sent
    // unchanged.
    private static readonly UriCreationOptions NoCanonicalization =
        new() { DangerousDisablePathAndQueryCanonicalization = true };

    public static SignedRequest Place(
        OAuth1Provider provider, RequestToSign request, IReadOnlyList<(string Name, string Value)> parameters) =>
        provider.Placement switch
        {
            // RFC 5849 section 3.5.3: parameters in the query.
            ParameterPlacement.Query =>
                new(WithQuery(request.Url, JoinQueries(QueryOf(request.Url), EncodeForm(parameters))), null, null),
            // RFC 5849 section 3.5.2: parameters in a body that is a form already.
            ParameterPlacement.Form when request.TakesForm => new(request.Url, null, EncodeForm(parameters)),
            _ => new(request.Url, AuthorizationHeader(provider.Realm, parameters), null),
        };

    /// <summary>Removes the parameters of an earlier signature from an address.</summary>
    public static Uri WithoutProtocolParameters(Uri url)
    {
        var pairs = QueryOf(url).Split('&').Where(pair => !ProtocolParameters.Contains(pair.Split('=')[0]));
        return WithQuery(url, string.Join('&', pairs));
    }

    /// <summary>Joins two encoded queries or forms.</summary>
    public static string JoinQueries(string first, string second) => first.Length == 0 ? second : $"{first}&{second}";

    private static string QueryOf(Uri url) => url.PathAndQuery.Split('?', 2) is [_, var query] ? query : "";

    private static Uri WithQuery(Uri url, string query)
    {
        var path = url.PathAndQuery.Split('?', 2)[0];
        var pathAndQuery = query.Length == 0 ? path : $"{path}?{query}";
        return new(url.GetLeftPart(UriPartial.Authority) + pathAndQuery, NoCanonicalization);
    }

    // RFC 5849 section 3.5.1: parameters in the Authorization header.
    private static string AuthorizationHeader(string? realm, IReadOnlyList<(string Name, string Value)> parameters)
    {
        using var header = new AsciiBuilder();
        header.Append("OAuth "u8);
        // The signature does not cover the realm, which is written as it is.
        if (realm is not null)
            header.Append($"realm=\"{realm}\", ");
        for (var index = 0; index < parameters.Count; index++)
        {
            header.Append(index == 0 ? ""u8 : ", "u8);
            header.AppendEncoded(parameters[index].Name);
            header.Append("=\""u8);
            header.AppendEncoded(parameters[index].Value);
            header.Append((byte)'"');
        }
        return header.ToText();
    }

    private static string EncodeForm(IReadOnlyList<(string Name, string Value)> parameters)
    {
        using var form = new AsciiBuilder();
        for (var index = 0; index < parameters.Count; index++)
        {
            form.Append(index == 0 ? ""u8 : "&"u8);
            form.AppendEncoded(parameters[index].Name);
            form.Append((byte)'=');
            form.AppendEncoded(parameters[index].Value);
        }
        return form.ToText();
    }
}
