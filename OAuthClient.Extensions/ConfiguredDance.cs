using System.Globalization;
using Microsoft.Extensions.Configuration;
using OAuthClient.OAuth2;
using OAuthClient.Presets;

namespace OAuthClient.Extensions;

/// <summary>
/// The part of the configuration about one dance: <c>OAuth:{name}</c>. A value of the code goes before it.
/// </summary>
internal sealed class ConfiguredDance
{
    public const string Root = "OAuth";

    private static readonly string[] Keys =
    [
        "ClientId", "ClientSecret", "RedirectUri", "Scopes", nameof(OAuthProvider.ApiBaseUrl),
        nameof(OAuthDanceOptions.EndpointTimeout),
        nameof(OAuthDanceOptions.LoginLifetime), nameof(OAuthDanceOptions.ReplayWindow),
        nameof(OAuthDanceOptions.RefreshEarly),
    ];

    private static readonly OAuthDanceOptions Defaults = new();
    private readonly IConfigurationSection? _section;
    private readonly string[] _keys;

    /// <exception cref="InvalidOperationException">A key is unknown; the message has the known ones.</exception>
    public ConfiguredDance(IConfiguration? configuration, string name, bool isDiscovered = false)
    {
        Name = name;
        _keys = isDiscovered ? ["Issuer", .. Keys] : Keys;
        _section = configuration?.GetSection(Root).GetSection(name);
        ThrowIfKeyUnknown();
    }

    public string Name { get; }

    public string? Issuer => Read("Issuer");

    public string? RedirectUri => Read("RedirectUri");

    /// <summary>Adds the registration and the address of the API to a provider that lacks them.</summary>
    /// <exception cref="InvalidOperationException">The client id is nowhere.</exception>
    public OAuthProvider Complete(OAuthProvider provider)
    {
        var registered = provider with
        {
            ClientId = provider.ClientId.Length > 0 ? provider.ClientId : Read("ClientId") ?? "",
            ClientSecret = provider.ClientSecret.IsEmpty ? Read("ClientSecret") : provider.ClientSecret,
            ApiBaseUrl = provider.ApiBaseUrl ?? Read(nameof(OAuthProvider.ApiBaseUrl)),
        };
        if (string.IsNullOrWhiteSpace(registered.ClientId))
            throw CreateClientIdMissing(provider);
        return ReadScopes() is { Length: > 0 } scopes ? AddScopes(registered, scopes) : registered;
    }

    /// <summary>Adds the times that the code leaves at their defaults.</summary>
    public OAuthDanceOptions Complete(OAuthDanceOptions dance) => dance with
    {
        EndpointTimeout = Choose(
            dance.EndpointTimeout, Defaults.EndpointTimeout, nameof(OAuthDanceOptions.EndpointTimeout)),
        LoginLifetime = Choose(dance.LoginLifetime, Defaults.LoginLifetime, nameof(OAuthDanceOptions.LoginLifetime)),
        ReplayWindow = Choose(dance.ReplayWindow, Defaults.ReplayWindow, nameof(OAuthDanceOptions.ReplayWindow)),
        RefreshEarly = Choose(dance.RefreshEarly, Defaults.RefreshEarly, nameof(OAuthDanceOptions.RefreshEarly)),
    };

    private string? Read(string key) => string.IsNullOrWhiteSpace(_section?[key]) ? null : _section[key];

    private TimeSpan Choose(TimeSpan stated, TimeSpan byDefault, string key)
    {
        if (stated != byDefault || Read(key) is not { } text)
            return stated;
        // A number alone would be days.
        return text.Count(letter => letter == ':') == 2
            && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time)
            ? time
            : throw new InvalidOperationException(
                $"{Root}:{Name}:{key} of the configuration is '{text}'; it must be a time such as 00:00:30.");
    }

    // A list, or one text with spaces as in the protocol.
    private string[] ReadScopes() =>
        Read("Scopes")?.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        ?? _section?.GetSection("Scopes").GetChildren().Select(entry => entry.Value).OfType<string>().ToArray()
        ?? [];

    private OAuth2Provider AddScopes(OAuthProvider provider, string[] scopes) => provider switch
    {
        OAuth2Provider oauth2 => HasOwnScopes(oauth2) ? oauth2 : oauth2 with { Scopes = scopes },
        _ => throw new InvalidOperationException(
            $"{Root}:{Name}:Scopes of the configuration has no meaning: '{Name}' speaks OAuth 1. Remove it."),
    };

    // Scopes of a preset are no choice of the code.
    private static bool HasOwnScopes(OAuth2Provider provider) =>
        provider.Scopes.Count > 0
        && !(Providers.Names.Contains(provider.Name, StringComparer.OrdinalIgnoreCase)
            && Providers.Find(provider.Name) is OAuth2Provider preset
            && preset.Scopes.SequenceEqual(provider.Scopes, StringComparer.Ordinal));

    private InvalidOperationException CreateClientIdMissing(OAuthProvider provider) => new(
        $"The provider '{Name}' has no ClientId. Register your application with {provider.Title}, and set "
        + $"{Root}:{Name}:ClientId in the configuration ({Root}__{Name}__ClientId in the environment) "
        + "to what it gave you, and ClientSecret beside it.");

    private IConfigurationSection? FindUnknown(IConfigurationSection entry)
    {
        if (!_keys.Contains(entry.Key, StringComparer.OrdinalIgnoreCase))
            return entry;
        var isList = entry.Key.Equals("Scopes", StringComparison.OrdinalIgnoreCase);
        return entry.GetChildren().FirstOrDefault(child => !isList || child.GetChildren().Any());
    }

    // A misspelled key would leave the client without its secret, and its first login would be refused.
    private void ThrowIfKeyUnknown()
    {
        var unknown = _section?.GetChildren().Select(FindUnknown).OfType<IConfigurationSection>().FirstOrDefault();
        if (unknown is null)
            return;
        throw new InvalidOperationException(
            $"The configuration has {unknown.Path}, which is not read. "
            + $"There are {string.Join(", ", _keys.Select(key => $"{_section!.Path}:{key}"))}.");
    }
}
