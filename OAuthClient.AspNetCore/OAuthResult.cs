using Microsoft.AspNetCore.Http;

namespace OAuthClient.AspNetCore;

/// <summary>Sends a response of the dance as it is.</summary>
internal sealed class OAuthResult(OAuthResponse shown) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = shown.Status;
        foreach (var (name, value) in shown.Headers)
            httpContext.Response.Headers[name] = value;
        return shown.Body is { } body ? httpContext.Response.WriteAsync(body) : Task.CompletedTask;
    }
}
