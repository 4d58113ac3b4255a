namespace OAuthClient.Testing;

/// <summary>The addresses of a pretend provider's endpoints.</summary>
internal static class PretendRoutes
{
    public static PretendEndpoint Find(string path) => path switch
    {
        "/authorize" => PretendEndpoint.Authorization,
        "/par" => PretendEndpoint.PushedAuthorizationRequest,
        "/token" => PretendEndpoint.Token,
        "/revoke" => PretendEndpoint.Revocation,
        "/introspect" => PretendEndpoint.Introspection,
        "/register" => PretendEndpoint.Registration,
        "/device_authorization" => PretendEndpoint.DeviceAuthorization,
        "/device" => PretendEndpoint.DeviceVerification,
        "/bc-authorize" => PretendEndpoint.BackchannelAuthentication,
        "/jwks" => PretendEndpoint.Keys,
        "/oauth1/initiate" => PretendEndpoint.TemporaryCredential,
        "/oauth1/authorize" => PretendEndpoint.OAuth1Authorization,
        "/oauth1/token" => PretendEndpoint.OAuth1Token,
        "/consent" => PretendEndpoint.Consent,
        _ when path.StartsWith("/api/", StringComparison.Ordinal) => PretendEndpoint.Api,
        _ when path.StartsWith("/register/", StringComparison.Ordinal) => PretendEndpoint.ClientConfiguration,
        _ when MetadataAddress.Is(path) => PretendEndpoint.Metadata,
        _ => PretendEndpoint.Unknown,
    };

    /// <summary>Whether the misbehaviors of token endpoints are those of an endpoint, too.</summary>
    public static bool MayMisbehave(PretendEndpoint endpoint) => endpoint
        is PretendEndpoint.Token
        or PretendEndpoint.OAuth1Token
        or PretendEndpoint.PushedAuthorizationRequest
        or PretendEndpoint.DeviceAuthorization
        or PretendEndpoint.BackchannelAuthentication
        or PretendEndpoint.Introspection
        or PretendEndpoint.Registration
        or PretendEndpoint.ClientConfiguration;
}
