using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace OAuthClient.AspNetCore;

/// <summary>
/// Sets the headers of every answer at the addresses of a dance, also where the application has written the answer. The
/// address of a callback holds a code.
/// </summary>
internal sealed class PrivateAnswerPolicy : MatcherPolicy, IEndpointSelectorPolicy
{
    public override int Order => 0;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) =>
        endpoints.Any(static endpoint => endpoint.Metadata.GetMetadata<DanceEndpointMetadata>() is not null);

    // Routing comes before the middleware for authorization, which may answer in the place of the endpoint.
    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        PrivateAnswer.KeepFromAllCaches(httpContext);
        return Task.CompletedTask;
    }
}
