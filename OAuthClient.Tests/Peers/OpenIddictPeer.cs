using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace OAuthClient.Tests.Peers;

/// <summary>
/// OpenIddict as an authorization server in the test process, on Kestrel, with an in-memory SQLite database.
/// </summary>
internal static class OpenIddictPeer
{
    // An in-memory database exists as long as a connection to it is open.
    private static readonly SqliteConnection KeepAliveConnection = new("Data Source=openiddict;Mode=Memory;Cache=Shared");

    public static async Task<Peer> StartAsync()
    {
        await KeepAliveConnection.OpenAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddDbContext<DbContext>(
            options => options.UseSqlite(KeepAliveConnection.ConnectionString).UseOpenIddict());
        builder.Services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<DbContext>())
            .AddServer(Configure);
        var app = builder.Build();
        await using (var scope = app.Services.CreateAsyncScope())
            await RegisterAsync(scope.ServiceProvider);
        OpenIddictPages.MapEndpoints(app);
        await app.StartAsync();
        return await Peer.DiscoverAsync(app.Urls.Single());
    }

    private static void Configure(OpenIddictServerBuilder server)
    {
        server.SetAuthorizationEndpointUris("authorize").SetTokenEndpointUris("token")
            .SetUserInfoEndpointUris("userinfo").SetPushedAuthorizationEndpointUris("push")
            .SetDeviceAuthorizationEndpointUris("device").SetEndUserVerificationEndpointUris("verify")
            .SetIntrospectionEndpointUris("introspect").SetRevocationEndpointUris("revoke");
        server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().AllowRefreshTokenFlow();
        server.AllowClientCredentialsFlow().AllowDeviceAuthorizationFlow().AllowPasswordFlow().AllowTokenExchangeFlow();
        server.RegisterScopes(Scopes.OpenId, Scopes.Email, Scopes.OfflineAccess, "read");
        server.RegisterResources(PeerClient.ApiResource);
        // Elliptic-curve keys are fast to create; OpenIddict's default RSA keys take seconds.
        server.AddEphemeralSigningKey(SecurityAlgorithms.EcdsaSha256)
            .AddEncryptionKey(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)))
            .DisableAccessTokenEncryption();
        server.UseAspNetCore().DisableTransportSecurityRequirement()
            .EnableAuthorizationEndpointPassthrough()
            .EnableTokenEndpointPassthrough()
            .EnableUserInfoEndpointPassthrough()
            .EnableEndUserVerificationEndpointPassthrough();
    }

    private static async Task RegisterAsync(IServiceProvider services)
    {
        await services.GetRequiredService<DbContext>().Database.EnsureCreatedAsync();
        var applications = services.GetRequiredService<IOpenIddictApplicationManager>();
        foreach (var client in PeerClient.All)
            await applications.CreateAsync(CreateRegistration(client));
        foreach (var client in PeerClient.WithoutLogin)
            await applications.CreateAsync(OpenIddictGrants.CreateRegistration(client));
    }

    private static OpenIddictApplicationDescriptor CreateRegistration(PeerClient client)
    {
        var registration = new OpenIddictApplicationDescriptor
        {
            ClientId = client.Id,
            ClientSecret = client.Secret,
            ClientType = client.Secret is null ? ClientTypes.Public : ClientTypes.Confidential,
            RedirectUris = { new(PeerClient.RedirectUri) },
            Permissions =
            {
                Permissions.Endpoints.Authorization, Permissions.Endpoints.Token,
                Permissions.Endpoints.PushedAuthorization,
                Permissions.GrantTypes.AuthorizationCode, Permissions.GrantTypes.RefreshToken,
                Permissions.ResponseTypes.Code,
                Permissions.Scopes.Email, Permissions.Prefixes.Resource + PeerClient.ApiResource,
            },
        };
        if (client.MustPush)
            registration.Requirements.Add(Requirements.Features.PushedAuthorizationRequests);
        return registration;
    }
}
