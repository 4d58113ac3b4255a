using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>Puts an access token into a call of the API, where the provider expects it.</summary>
internal static class TokenAttachment
{
    private const string Authorization = "Authorization";

    public static void Attach(HttpRequestMessage request, OAuth2Quirks quirks, Secret accessToken)
    {
        if (quirks.TokenQueryParameter is { } parameter)
            request.RequestUri = UrlForm.Append(WithoutParameter(parameter, request.RequestUri!.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped)), [(parameter, accessToken.Reveal())]);
        else if (quirks.TokenHeader == Authorization && quirks.TokenScheme.Length > 0)
            // RFC 6750 section 2.1.
            request.Headers.Authorization = new AttachedAuthorizationHeader(quirks.TokenScheme, accessToken.Reveal());
        else
            SetHeader(request, quirks.TokenHeader, quirks.TokenScheme.Length == 0 ? accessToken.Reveal() : $"{quirks.TokenScheme} {accessToken.Reveal()}");
    }

    /// <summary>What an outer handler sends to another place still carries what was attached for the first.</summary>
    public static void Detach(HttpRequestMessage request, OAuth2Quirks quirks)
    {
        if (request.Headers.Authorization is AttachedAuthorizationHeader)
            request.Headers.Authorization = null;
        else if (quirks.TokenHeader != Authorization)
            request.Headers.Remove(quirks.TokenHeader);
        if (quirks.TokenQueryParameter is { } parameter && request.RequestUri is { IsAbsoluteUri: true } url)
            request.RequestUri = new(WithoutParameter(parameter, url.OriginalString));
    }

    // The same message may have been sent before, with another token.
    private static string WithoutParameter(string parameter, string url) => url.Split('?', 2) is [var path, var query] && query.Contains($"{parameter}=", StringComparison.Ordinal)
        ? $"{path}?{string.Join('&', query.Split('&').Where(pair => !pair.StartsWith($"{parameter}=", StringComparison.Ordinal)))}".TrimEnd('?')
        : url;

    private static void SetHeader(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    }
}
