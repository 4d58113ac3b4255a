using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace OAuthClient.Tests.Peers;

/// <summary>The grants of the OpenIddict peer, and the page where a user types the code of a device.</summary>
internal static class OpenIddictGrants
{
    private const string ServerScheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    /// <summary>Describes a client that gets its tokens by grants.</summary>
    public static OpenIddictApplicationDescriptor CreateRegistration(PeerClient client)
    {
        var registration = new OpenIddictApplicationDescriptor
        {
            ClientId = client.Id,
            ClientSecret = client.Secret,
            ClientType = client.Secret is null ? ClientTypes.Public : ClientTypes.Confidential,
            Permissions =
            {
                Permissions.Endpoints.Token, Permissions.Endpoints.DeviceAuthorization,
                Permissions.Endpoints.Introspection, Permissions.Endpoints.Revocation,
                Permissions.Scopes.Email, Permissions.Prefixes.Scope + "read",
            },
        };
        foreach (var type in client.GrantTypes)
            registration.Permissions.Add(Permissions.Prefixes.GrantType + type);
        return registration;
    }

    public static async Task<IResult> IssueTokenAsync(HttpContext context)
    {
        var request = context.GetOpenIddictServerRequest()!;
        if (request.IsClientCredentialsGrantType())
            return Issue(request.ClientId, request);
        if (request.IsPasswordGrantType())
        {
            return request.Password == "password"
                ? Issue(request.Username, request)
                : OpenIddictPages.RefuseRequest(Errors.InvalidGrant, "The password is wrong.");
        }
        var granted = await context.AuthenticateAsync(ServerScheme);
        return request.IsTokenExchangeGrantType()
            ? Issue(granted.Principal!.GetClaim(Claims.Subject), request)
            : TypedResults.SignIn(granted.Principal!, authenticationScheme: ServerScheme);
    }

    /// <summary>Shows a form with the code that the address has, and takes the decision.</summary>
    public static async Task<IResult> VerifyAsync(HttpContext context)
    {
        if (HttpMethods.IsGet(context.Request.Method))
            return ShowForm(context.Request.Query["user_code"].ToString());
        var device = await context.AuthenticateAsync(ServerScheme);
        var ended = new AuthenticationProperties { RedirectUri = "/ended" };
        var form = context.Request.Form;
        if (form["decision"] != "allow")
            return TypedResults.Forbid(ended, [ServerScheme]);
        if (device.Principal?.GetClaim(Claims.ClientId) is null)
            return TypedResults.BadRequest("The code is wrong.");
        var user = CreatePrincipal(form["user"], device.Principal.GetScopes());
        return TypedResults.SignIn(user, ended, ServerScheme);
    }

    private static IResult ShowForm(string userCode) => TypedResults.Content(
        $"""
        <!doctype html><title>Connect a device</title>
        <form method="post"><input type="hidden" name="user_code" value="{WebUtility.HtmlEncode(userCode)}">
        <input type="text" name="user"> <button name="decision" value="allow">Allow</button>
        <button name="decision" value="deny">Deny</button></form>
        """,
        "text/html");

    private static IResult Issue(string? subject, OpenIddictRequest request) => TypedResults.SignIn(
        CreatePrincipal(subject, request.GetScopes()), authenticationScheme: ServerScheme);

    private static ClaimsPrincipal CreatePrincipal(string? subject, IEnumerable<string> scopes) =>
        new(new ClaimsIdentity("peer").SetClaim(Claims.Subject, subject).SetScopes(scopes));
}
