namespace OAuthClient.OAuth1;

/// <summary>The signature base string (RFC 5849 section 3.4.1) of a request as it is sent.</summary>
internal static class BaseString
{
    /// <param name="request">The request.</param>
    /// <param name="protocolParameters">
    /// The parameters of the protocol, without <c>realm</c> and <c>oauth_signature</c>.
    /// </param>
    public static string Create(
        RequestToSign request, IReadOnlyList<(string Name, string Value)> protocolParameters)
    {
        using var text = new AsciiBuilder();
        Write(text, request, protocolParameters);
        return text.ToText();
    }

    public static void Write(
        AsciiBuilder text, RequestToSign request, IReadOnlyList<(string Name, string Value)> protocolParameters)
    {
        using var parameters = Normalize(request, protocolParameters);
        // RFC 5849 section 3.4.1.1, steps 1 to 5.
        text.AppendEncoded(request.Method.ToUpperInvariant());
        text.Append((byte)'&');
        text.AppendEncoded(CreateBaseStringUri(request));
        text.Append((byte)'&');
        parameters.WriteTo(text);
    }

    public static NormalizedParameters Normalize(
        RequestToSign request, IReadOnlyList<(string Name, string Value)> protocolParameters)
    {
        var parameters = new NormalizedParameters();
        parameters.AddForm(request.Query);
        // RFC 5849 section 3.4.1.3.1: only a form body is signed.
        parameters.AddForm(request.Form);
        foreach (var (name, value) in protocolParameters)
            parameters.Add(name, value);
        return parameters;
    }

    // RFC 5849 section 3.4.1.2: scheme and host in lower case, no default port, the path as it is sent.
    public static string CreateBaseStringUri(RequestToSign request) =>
        $"{request.Url.Scheme}://{HostAndPort(request)}{request.Path}";

    private static string HostAndPort(RequestToSign request)
    {
        var url = request.Url;
        if (request.Host is { } header)
            return WithoutDefaultPort(header.ToLowerInvariant(), url.Scheme);
        var host = url.HostNameType == UriHostNameType.IPv6
            ? $"[{url.IdnHost.Trim('[', ']')}]"
            : url.IdnHost.ToLowerInvariant();
        return url.IsDefaultPort ? host : $"{host}:{url.Port}";
    }

    private static string WithoutDefaultPort(string host, string scheme)
    {
        var port = scheme == Uri.UriSchemeHttps ? ":443" : ":80";
        return host.EndsWith(port, StringComparison.Ordinal) ? host[..^port.Length] : host;
    }
}
