using Flurl.Http;

namespace OAuthClient.Tests;

/// <summary>Sends an API request of the kind that a test case names.</summary>
internal static class RequestKinds
{
    public static Task<IFlurlResponse> SendAsync(this IFlurlRequest request, string kind) => kind switch
    {
        "GET" => request.GetAsync(),
        "form" => request.PostUrlEncodedAsync(new { a = "b" }),
        _ => request.PostJsonAsync(new { a = "b" }),
    };
}
