using Microsoft.AspNetCore.Http;

namespace OAuthClient.AspNetCore;

/// <summary>
/// The headers of every answer at the addresses of a dance, also where the application has written the answer. The
/// address of a callback holds a code.
/// </summary>
internal static class PrivateAnswer
{
    public static void Promise(HttpContext context) => context.Response.OnStarting(static response =>
    {
        var headers = ((HttpResponse)response).Headers;
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        return Task.CompletedTask;
    }, context.Response);
}
