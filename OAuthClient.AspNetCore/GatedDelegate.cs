using Microsoft.AspNetCore.Http;

namespace OAuthClient.AspNetCore;

/// <summary>The delegate of an endpoint, behind the gate of one dance.</summary>
internal sealed class GatedDelegate
{
    private readonly string _name;
    private readonly RequestDelegate _next;

    private GatedDelegate(string name, RequestDelegate next)
    {
        _name = name;
        _next = next;
    }

    public static RequestDelegate Create(string name, RequestDelegate next) =>
        new GatedDelegate(name, next).InvokeAsync;

    /// <summary>The names of the dances whose gates a request passes first.</summary>
    public static IEnumerable<string> NamesOf(RequestDelegate? outer)
    {
        while (outer?.Target is GatedDelegate gate)
        {
            yield return gate._name;
            outer = gate._next;
        }
    }

    // An endpoint in a group may be built without the application's services, so the gate is found for each request.
    private Task InvokeAsync(HttpContext context) =>
        OAuthServices.FindGate(context.RequestServices, _name).InvokeAsync(context, _next);
}
