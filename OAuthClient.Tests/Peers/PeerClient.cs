using System.Security.Cryptography;

namespace OAuthClient.Tests.Peers;

/// <summary>A client that is registered with every OAuth 2 peer, for one client authentication method only.</summary>
/// <param name="Id">The client identifier.</param>
/// <param name="Secret">The client secret; null for a public client.</param>
/// <param name="Method">The client authentication method, under its name in RFC 7591.</param>
/// <param name="MustPush">Whether the client's authorization requests must be pushed (RFC 9126).</param>
public sealed record PeerClient(string Id, string? Secret, string Method, bool MustPush = false)
{
    public const string RedirectUri = "https://app.example/callback";

    /// <summary>The only resource (RFC 8707) for which the peers issue tokens.</summary>
    public const string ApiResource = "https://api.example/";

    private const string PlainSecret = "a_plain-secret.0123456789";
    private const string OddSecret = """p@ss:w/rd +%&=~?#"'<>*\""";

    /// <summary>The key with which a client signs its request objects (RFC 9101).</summary>
    internal static ECDsa SigningKey { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static PeerClient Basic { get; } = new("basic", PlainSecret, "client_secret_basic");

    public static PeerClient Post { get; } = new("post", PlainSecret, "client_secret_post");

    public static PeerClient Public { get; } = new("public", null, "none");

    public static PeerClient Pushing { get; } = new("pushing", PlainSecret, "client_secret_basic", MustPush: true);

    public static PeerClient OddBasic { get; } = new("c:odd+id %&", OddSecret, "client_secret_basic");

    public static PeerClient OddPost { get; } = new("c:odd+id %& post", OddSecret, "client_secret_post");

    /// <summary>A client that gets tokens without a user, asks about them and exchanges them.</summary>
    public static PeerClient Machine { get; } = new("machine", PlainSecret, "client_secret_basic")
    {
        GrantTypes = ["client_credentials", "urn:ietf:params:oauth:grant-type:token-exchange", "password"],
    };

    /// <summary>A public client without a browser (RFC 8628).</summary>
    public static PeerClient Device { get; } = new("device", null, "none")
    {
        GrantTypes = ["urn:ietf:params:oauth:grant-type:device_code", "refresh_token"],
    };

    /// <summary>A client whose users decide on another device (CIBA). Only oidc-provider has it.</summary>
    public static PeerClient Backchannel { get; } = new("backchannel", PlainSecret, "client_secret_basic")
    {
        GrantTypes = ["urn:openid:params:grant-type:ciba", "refresh_token"],
    };

    /// <summary>The clients that log users in.</summary>
    public static IReadOnlyList<PeerClient> All { get; } = [Basic, Post, Public, Pushing, OddBasic, OddPost];

    /// <summary>The clients that have no redirect URI, and get their tokens by grants.</summary>
    public static IReadOnlyList<PeerClient> WithoutLogin { get; } = [Machine, Device, Backchannel];

    /// <summary>The grant types that the client is registered for.</summary>
    public IReadOnlyList<string> GrantTypes { get; init; } = ["authorization_code", "refresh_token"];

    /// <summary>Whether the client logs users in through a browser.</summary>
    public bool HasLogin => GrantTypes.Contains("authorization_code");

    public override string ToString() => Id;
}
