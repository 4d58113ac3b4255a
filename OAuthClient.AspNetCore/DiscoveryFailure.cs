using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace OAuthClient.AspNetCore;

/// <summary>The answer to a request that needs a dance whose provider cannot be discovered now.</summary>
internal sealed class DiscoveryFailure(OAuthError error) : IResult
{
    // A discovery remembers a failure for so long.
    private const double LeastSeconds = 5;

    private static readonly string[] PassingCodes =
    [
        OAuthErrorCode.EndpointBusy, OAuthErrorCode.EndpointHttp, OAuthErrorCode.EndpointTimeout,
        OAuthErrorCode.EndpointUnreachable,
    ];

    public Task ExecuteAsync(HttpContext httpContext)
    {
        PrivateAnswer.KeepFromAllCaches(httpContext);
        if (!PassingCodes.Contains(error.Code))
        {
            return OAuthResponse.Text(
                $"The login cannot begin at the provider ({error.Code}). That is no fault of yours. Please tell the "
                + "people who run this site.",
                StatusCodes.Status502BadGateway).ToResult().ExecuteAsync(httpContext);
        }
        var wait = Math.Ceiling(Math.Max(LeastSeconds, error.RetryAfter?.TotalSeconds ?? LeastSeconds));
        httpContext.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        return OAuthResponse.Text(
            $"The provider cannot be reached now ({error.Code}). Please try again later.",
            StatusCodes.Status503ServiceUnavailable).ToResult().ExecuteAsync(httpContext);
    }
}
