using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>Attaches an access token to an API call, in the place that the provider expects.</summary>
internal static class TokenAttachment
{
    private const string Authorization = "Authorization";

    public static void Attach(HttpRequestMessage request, OAuth2Quirks quirks, Secret accessToken)
    {
        if (quirks.TokenQueryParameter is { } parameter)
        {
            SetQueryParameter(request, parameter, accessToken.Reveal());
            return;
        }
        // RFC 6750 section 2.1.
        if (quirks.TokenHeader == Authorization && quirks.TokenScheme.Length > 0)
        {
            request.Headers.Authorization =
                new AttachedAuthorizationHeader(quirks.TokenScheme, accessToken.Reveal());
            return;
        }
        var value = quirks.TokenScheme.Length == 0
            ? accessToken.Reveal()
            : $"{quirks.TokenScheme} {accessToken.Reveal()}";
        request.Headers.Remove(quirks.TokenHeader);
        request.Headers.TryAddWithoutValidation(quirks.TokenHeader, value);
    }

    /// <summary>Removes the token from a message that an outer handler sends on to another origin.</summary>
    public static void Detach(HttpRequestMessage request, OAuth2Quirks quirks)
    {
        if (request.Headers.Authorization is AttachedAuthorizationHeader)
            request.Headers.Authorization = null;
        else if (quirks.TokenHeader != Authorization)
            request.Headers.Remove(quirks.TokenHeader);
        if (quirks.TokenQueryParameter is { } parameter && request.RequestUri is { IsAbsoluteUri: true } url)
            request.RequestUri = new(WithoutParameter(parameter, url.OriginalString));
    }

    private static void SetQueryParameter(HttpRequestMessage request, string parameter, string value)
    {
        // The same message may have been sent before, with another token.
        var url = WithoutParameter(
            parameter, request.RequestUri!.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped));
        request.RequestUri = UrlForm.Append(url, [(parameter, value)]);
    }

    private static string WithoutParameter(string parameter, string url)
    {
        var start = $"{parameter}=";
        if (url.Split('?', 2) is not [var path, var query] || !query.Contains(start, StringComparison.Ordinal))
            return url;
        var pairs = query.Split('&').Where(pair => !pair.StartsWith(start, StringComparison.Ordinal));
        return $"{path}?{string.Join('&', pairs)}".TrimEnd('?');
    }
}
