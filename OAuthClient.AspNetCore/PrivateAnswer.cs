using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Net.Http.Headers;

namespace OAuthClient.AspNetCore;

/// <summary>Keeps the answer for one user out of the caches that serve several.</summary>
internal static class PrivateAnswer
{
    /// <summary>Keeps the answer of a request, whether a gate or its endpoint gives it, out of shared caches.</summary>
    public static void KeepFromSharedCaches(HttpContext context)
    {
        if (context.Features.Get<IOutputCacheFeature>() is { Context: var cache })
            cache.AllowCacheStorage = false;
        context.Response.OnStarting(SetPrivateAsync, context.Response);
    }

    /// <summary>
    /// Keeps the answer of a request out of all caches, and its address out of the <c>Referer</c> header.
    /// </summary>
    public static void KeepFromAllCaches(HttpContext context)
    {
        if (context.Features.Get<IOutputCacheFeature>() is { Context: var cache })
            cache.AllowCacheStorage = false;
        context.Response.OnStarting(SetNoStoreAsync, context.Response);
    }

    // RFC 9111 section 5.2.2: "public" and "s-maxage" allow a shared cache to store, and "private" forbids it.
    private static Task SetPrivateAsync(object response)
    {
        var headers = ((HttpResponse)response).GetTypedHeaders();
        var stated = headers.CacheControl ?? new CacheControlHeaderValue();
        stated.Public = false;
        stated.SharedMaxAge = null;
        stated.Private = true;
        headers.CacheControl = stated;
        return Task.CompletedTask;
    }

    private static Task SetNoStoreAsync(object response)
    {
        var headers = ((HttpResponse)response).Headers;
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        return Task.CompletedTask;
    }
}
