using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace OAuthClient.AspNetCore;

/// <summary>
/// The page for a request that needs a provider which cannot be discovered now. The page holds no text of the provider.
/// </summary>
internal static class ProviderDownPage
{
    public static IResult Create(HttpContext context, string title, OAuthError error)
    {
        if (error.RetryAfter is { } wait)
        {
            var seconds = Math.Max(1, Math.Ceiling(wait.TotalSeconds));
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }
        // RFC 9110 section 15.6.4: a client that is to wait, and may try again, gets a 503.
        var isBusy = error is { Code: OAuthErrorCode.EndpointBusy } or { RetryAfter: not null };
        return OAuthResponse.Text(
            $"{title} cannot be used now ({error.Code}). Please load this page again later.",
            isBusy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status502BadGateway).ToResult();
    }
}
