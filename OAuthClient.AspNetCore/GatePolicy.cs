using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace OAuthClient.AspNetCore;

/// <summary>
/// Closes an endpoint that is marked as gated and runs something else: a Razor page, which is compiled when it is first
/// asked for, a Blazor page, or an endpoint whose delegate a convention has replaced.
/// </summary>
internal sealed class GatePolicy : MatcherPolicy, IEndpointSelectorPolicy
{
    private readonly ConditionalWeakTable<Endpoint, Endpoint> _closed = [];

    // Last, because a policy before it may put another endpoint in the place of one.
    public override int Order => int.MaxValue;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) =>
        endpoints.Any(static endpoint => GateMetadata.NamesOf(endpoint).Any());

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        for (var at = 0; at < candidates.Count; at++)
        {
            if (candidates.IsValidCandidate(at) && candidates[at].Endpoint is { } endpoint && !IsClosed(endpoint))
                candidates.ReplaceEndpoint(at, _closed.GetValue(endpoint, Close), candidates[at].Values);
        }
        return Task.CompletedTask;
    }

    private static bool IsClosed(Endpoint endpoint) => !FindOpen(endpoint).Any();

    private static IEnumerable<string> FindOpen(Endpoint endpoint) =>
        GateMetadata.NamesOf(endpoint).Except(GatedDelegate.NamesOf(endpoint.RequestDelegate));

    private static Endpoint Close(Endpoint endpoint)
    {
        var inner = endpoint.RequestDelegate ?? (static _ => Task.CompletedTask);
        var outer = FindOpen(endpoint).Aggregate(inner, static (next, name) => GatedDelegate.Create(name, next));
        return endpoint is RouteEndpoint route
            ? new RouteEndpoint(outer, route.RoutePattern, route.Order, route.Metadata, route.DisplayName)
            : new Endpoint(outer, endpoint.Metadata, endpoint.DisplayName);
    }
}
