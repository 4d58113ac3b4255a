using OAuthClient.Native.Planning;
using OAuthClient.Native.Terminals;
using OAuthClient.OAuth2;

namespace OAuthClient.Native.Running;

/// <summary>The values that every part of a run uses. Immutable.</summary>
internal sealed record RunContext(OAuthDance Dance, NativeLoginOptions Options, Voice Voice, LoginPlan Plan)
{
    private const string DeviceGrantType = "urn:ietf:params:oauth:grant-type:device_code";

    /// <summary>The provider's name for people, without control characters.</summary>
    public string Title => Voice.Clean(Dance.Provider.Title);

    public static RunContext Create(OAuthDance dance, NativeLoginOptions options, string redirectUri, bool isLoopback)
    {
        var terminal = options.Terminal ?? new ConsoleTerminal();
        var oauth2 = dance.Provider as OAuth2Provider;
        var isForm = oauth2?.ResponseMode == ResponseMode.FormPost;
        var needs = new LoginNeeds
        {
            // A form is posted, so its address has nothing to paste.
            Ways = isForm ? options.Ways & ~NativeLoginWays.Paste : options.Ways,
            HasAuthorization = HasAuthorization(dance.Provider),
            IsLoopback = isLoopback,
            HasCodePage = options.CodePage is not null,
            HasDevice = oauth2 is { DeviceAuthorizationEndpoint: not null }
                && (oauth2.GrantTypes.Count == 0 || oauth2.GrantTypes.Contains(DeviceGrantType)),
            HasOwnBrowser = options.Browser is not null,
        };
        if (!needs.HasAuthorization && !needs.HasDevice)
        {
            throw new InvalidOperationException(
                $"'{dance.Provider.Name}' has neither an AuthorizationEndpoint nor a DeviceAuthorizationEndpoint, so "
                + "nobody can log in there.");
        }
        return new(dance, options, new(terminal), LoginPlan.Make(LoginFacts.Read(terminal), needs));
    }

    private static bool HasAuthorization(OAuthProvider provider) => provider switch
    {
        OAuth2Provider oauth2 => oauth2.AuthorizationEndpoint is not null,
        OAuth1.OAuth1Provider oauth1 => oauth1.AuthorizationEndpoint is not null,
        _ => false,
    };
}
