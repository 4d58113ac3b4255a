namespace OAuthClient.OAuth1;

/// <summary>The signature base string (RFC 5849 section 3.4.1), from the request as it is sent.</summary>
internal static class BaseString
{
    /// <param name="request">The request.</param>
    /// <param name="protocol">The protocol's own parameters, without <c>realm</c> and <c>oauth_signature</c>.</param>
    public static string Create(RequestToSign request, IReadOnlyList<(string Name, string Value)> protocol)
    {
        using var text = new AsciiBuilder();
        Write(text, request, protocol);
        return text.ToText();
    }

    public static void Write(AsciiBuilder text, RequestToSign request, IReadOnlyList<(string Name, string Value)> protocol)
    {
        using var parameters = Normalize(request, protocol);
        // RFC 5849 section 3.4.1.1, steps 1 to 5.
        text.AppendEncoded(request.Method.ToUpperInvariant());
        text.Append((byte)'&');
        text.AppendEncoded(BaseStringUri(request));
        text.Append((byte)'&');
        parameters.WriteTo(text);
    }

    public static NormalizedParameters Normalize(RequestToSign request, IReadOnlyList<(string Name, string Value)> protocol)
    {
        var parameters = new NormalizedParameters();
        parameters.AddForm(request.Query);
        // RFC 5849 section 3.4.1.3.1: the body is signed when it is a form, and only then.
        parameters.AddForm(request.Form);
        foreach (var (name, value) in protocol)
            parameters.Add(name, value);
        return parameters;
    }

    // RFC 5849 section 3.4.1.2: scheme and host in lower case, the port unless it is the scheme's own, the path as it is sent.
    public static string BaseStringUri(RequestToSign request) => $"{request.Url.Scheme}://{Host(request)}{request.Path}";

    private static string Host(RequestToSign request)
    {
        var url = request.Url;
        if (request.Host is { } told)
            return WithoutDefaultPort(told.ToLowerInvariant(), url.Scheme);
        var host = url.HostNameType == UriHostNameType.IPv6 ? $"[{url.IdnHost.Trim('[', ']')}]" : url.IdnHost.ToLowerInvariant();
        return url.IsDefaultPort ? host : $"{host}:{url.Port}";
    }

    private static string WithoutDefaultPort(string host, string scheme)
    {
        var usual = scheme == Uri.UriSchemeHttps ? ":443" : ":80";
        return host.EndsWith(usual, StringComparison.Ordinal) ? host[..^usual.Length] : host;
    }
}
