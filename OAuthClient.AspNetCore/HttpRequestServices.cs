using Microsoft.AspNetCore.Http;
using OAuthClient.Extensions;

namespace OAuthClient.AspNetCore;

/// <summary>The services of the HTTP request that the application handles.</summary>
internal sealed class HttpRequestServices(IHttpContextAccessor requests) : IRequestServices
{
    public IServiceProvider? Current => requests.HttpContext?.RequestServices;
}
