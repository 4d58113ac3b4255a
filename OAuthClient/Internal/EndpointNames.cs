namespace OAuthClient.Internal;

/// <summary>The names of the protocol's endpoints in telemetry: the values of <c>oauth.endpoint</c>.</summary>
internal static class EndpointNames
{
    public const string Token = "token";
    public const string PushedAuthorization = "pushed_authorization";
    public const string Revocation = "revocation";
    public const string DeviceAuthorization = "device_authorization";
    public const string BackchannelAuthentication = "backchannel_authentication";
    public const string Introspection = "introspection";
    public const string Registration = "registration";
    public const string Metadata = "metadata";
    public const string TemporaryCredential = "temporary_credential";

    /// <summary>The authorization endpoint, which the browser visits.</summary>
    public const string Authorization = "authorization";

    /// <summary>The redirect URI, to which the browser comes back.</summary>
    public const string Callback = "callback";
}
