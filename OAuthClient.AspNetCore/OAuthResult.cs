using Microsoft.AspNetCore.Http;

namespace OAuthClient.AspNetCore;

/// <summary>Sends a response of the dance unchanged.</summary>
internal sealed class OAuthResult(OAuthResponse response) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = response.Status;
        foreach (var (name, value) in response.Headers)
            httpContext.Response.Headers[name] = value;
        return response.Body is { } body ? httpContext.Response.WriteAsync(body) : Task.CompletedTask;
    }
}
