using System.Text.Json;

namespace OAuthClient.OAuth2;

/// <summary>
/// Finds values of a provider that contradict each other, so that they are an error at start-up and not a failure of
/// each login.
/// </summary>
internal static class ProviderCheck
{
    private const string S256 = "S256";

    /// <exception cref="ArgumentException">The values contradict each other; the message names them.</exception>
    public static void ThrowIfContradictory(OAuth2Provider provider)
    {
        IEnumerable<(bool Applies, string Fault)> rules =
        [
            .. ClientRules(provider),
            .. PkceRules(provider),
            .. RequestRules(provider),
            .. CallbackRules(provider, provider.Quirks),
            .. AnswerRules(provider.Quirks),
            .. CallRules(provider, provider.Quirks),
            .. WordRules(provider),
            .. RefreshCheck.Rules(provider),
        ];
        foreach (var (applies, fault) in rules)
        {
            if (applies)
                throw new ArgumentException($"The provider '{provider.Name}' {fault}");
        }
    }

    private static IEnumerable<(bool Applies, string Fault)> ClientRules(OAuth2Provider provider) =>
    [
        // RFC 9700 section 2.5: a client with a secret authenticates, even where the server's metadata allows none.
        (
            !provider.ClientSecret.IsEmpty && provider.Authentication == ClientAuthentication.None,
            "has a ClientSecret and ClientAuthentication.None, which would not use it. Leave out one of them."),
        (
            provider.Quirks.CallbackHmacParameter is not null && provider.ClientSecret.IsEmpty,
            "signs its callbacks with your client secret (CallbackHmacParameter), so it needs a ClientSecret."),
        (
            provider.IssuerInResponse && string.IsNullOrEmpty(provider.Issuer),
            "has IssuerInResponse but no Issuer to compare with."),
        (
            provider.Issuer is "",
            "has an empty Issuer, which no callback names. Leave it out where there is none."),
    ];

    private static IEnumerable<(bool Applies, string Fault)> PkceRules(OAuth2Provider provider)
    {
        var isLeftOut = provider.Allow.HasFlag(Insecure.NoPkce);
        var knowsS256 = provider.CodeChallengeMethods.Count == 0 || provider.CodeChallengeMethods.Contains(S256);
        return
        [
            (
                isLeftOut && provider.CodeChallengeMethods.Count > 0,
                "has CodeChallengeMethods, and Allow has Insecure.NoPkce, which sends no challenge. "
                + "Leave out one of them."),
            (
                isLeftOut && provider.Quirks.HexCodeChallenge,
                "has HexCodeChallenge, and Allow has Insecure.NoPkce, which sends no challenge. "
                + "Leave out one of them."),
            // RFC 9700 section 2.1.1: public clients must use PKCE.
            (
                isLeftOut && provider.Authentication == ClientAuthentication.None,
                "has neither a ClientSecret nor PKCE (Allow has Insecure.NoPkce), "
                + "so whoever sees a code could use it. Set ClientSecret, or leave out Insecure.NoPkce."),
            (
                provider.Quirks.HexCodeChallenge && !knowsS256,
                "has HexCodeChallenge, a way to write S256, and CodeChallengeMethods without S256. "
                + "Leave out one of them."),
        ];
    }

    private static IEnumerable<(bool Applies, string Fault)> RequestRules(OAuth2Provider provider) =>
    [
        (
            string.IsNullOrEmpty(provider.ScopeJoiner),
            "has an empty ScopeJoiner, which would make one scope of several. The default is a space."),
        (
            provider.AuthorizationDetails is { } details && !IsJsonArray(details),
            "has AuthorizationDetails that are no JSON array (RFC 9396 section 2)."),
        // RFC 8707 section 2: an absolute URI without a fragment.
        (
            !provider.Resources.All(IsResource),
            "has Resources that are not absolute URIs without a fragment (RFC 8707 section 2)."),
        (
            provider.Quirks.NoRedirectUriAtToken && provider.TokenParameters.ContainsKey("redirect_uri"),
            "has NoRedirectUriAtToken, and TokenParameters with 'redirect_uri'. Leave out one of them."),
        (
            !Enum.IsDefined(provider.ResponseMode),
            $"has the ResponseMode {provider.ResponseMode}, which does not exist."),
        (
            !Enum.IsDefined(provider.PushedAuthorization),
            $"has the PushedAuthorization {provider.PushedAuthorization}, which does not exist."),
        (
            FindRepeated(AuthorizationRequest.ReservedNames.Select(provider.Quirks.WireName)) is not null,
            "has ParameterNames that give two parameters the name "
            + $"'{FindRepeated(AuthorizationRequest.ReservedNames.Select(provider.Quirks.WireName))}'."),
    ];

    private static IEnumerable<(bool Applies, string Fault)> CallbackRules(
        OAuth2Provider provider, OAuth2Quirks quirks)
    {
        var taken = FindRepeated([.. CallbackFields.WireNames(quirks), .. quirks.CallbackParameters]);
        var hasRegions = quirks.RegionalTokenEndpoints.Count
            + quirks.RegionalRevocationEndpoints.Count
            + provider.Refresh.RegionalEndpoints.Count > 0;
        return
        [
            (
                quirks is { RedirectUriAlias: not null, StateInRedirectUri: true },
                "has RedirectUriAlias and StateInRedirectUri: no callback would bring the state back. "
                + "Leave out one of them."),
            (
                quirks.StateInRedirectUri && provider.ResponseMode == ResponseMode.FormPost,
                "has StateInRedirectUri and ResponseMode.FormPost: no posted form would bring the state back. "
                + "Leave out one of them."),
            (
                taken is not null,
                $"reads the callback's '{taken}' for two purposes: see CallbackNames, ErrorParameter, "
                + "ErrorDescriptionParameter, ErrorReasonParameter, RegionParameter, HostParameter and CallbackHmacParameter "
                + "of its Quirks."),
            (
                quirks.RegionParameter is not null && quirks.RegionalTokenEndpoints.Count == 0,
                "has RegionParameter and no RegionalTokenEndpoints, so that each callback with a region would be "
                + "refused. Set both, or none."),
            (
                quirks.RegionParameter is null && hasRegions,
                "has endpoints by region (RegionalTokenEndpoints, RegionalRevocationEndpoints or "
                + "Refresh.RegionalEndpoints) and no RegionParameter to choose one. Set both, or none."),
            (
                FindUnknownRegion(provider) is not null,
                $"has an endpoint of the region '{FindUnknownRegion(provider)}', which RegionalTokenEndpoints does "
                + "not have, so that no login comes from there."),
        ];
    }

    private static IEnumerable<(bool Applies, string Fault)> AnswerRules(OAuth2Quirks quirks) =>
    [
        (
            quirks.TokenEnvelope is { } path && path.Split('.').Any(string.IsNullOrWhiteSpace),
            $"has the TokenEnvelope '{quirks.TokenEnvelope}'; it must be a path such as response.data."),
        (
            FindRepeated(quirks.FieldNames.Values) is not null,
            $"has FieldNames that give two fields the name '{FindRepeated(quirks.FieldNames.Values)}'."),
        (
            FindRepeated(quirks.ScopeNames.Values) is not null,
            $"has ScopeNames that give two scopes the name '{FindRepeated(quirks.ScopeNames.Values)}'."),
        (
            quirks.BearerTypes.Any(UnknownTokenType.IsBound),
            "has BearerTypes with a type of tokens that are bound to a key (DPoP); sent as Bearer, they are refused."),
    ];

    private static IEnumerable<(bool Applies, string Fault)> CallRules(OAuth2Provider provider, OAuth2Quirks quirks)
    {
        var plain = OAuth2Quirks.None;
        return
        [
            (
                quirks.TokenQueryParameter is not null && !provider.Allow.HasFlag(Insecure.TokenInQuery),
                "wants its token in the query (TokenQueryParameter), where logs and proxies see it. "
                + "That can be allowed by name: Allow = Insecure.TokenInQuery."),
            (
                quirks.TokenQueryParameter is not null
                && (quirks.TokenHeader != plain.TokenHeader || quirks.TokenScheme != plain.TokenScheme),
                "has TokenQueryParameter, and TokenHeader or TokenScheme of a header that is not sent then. "
                + "Leave out one of them."),
            (
                quirks.TokenScheme.Any(letter => letter is <= ' ' or > '~'),
                $"has the TokenScheme '{quirks.TokenScheme}'; it must be one word, or empty."),
            .. HeaderRules("Quirks.TokenHeader", [new(quirks.TokenHeader, "")]),
            .. HeaderRules("Quirks.ClientIdHeader", [new(quirks.ClientIdHeader ?? "X", "")]),
            .. HeaderRules("ApiHeaders", provider.ApiHeaders),
            .. HeaderRules("EndpointHeaders", provider.EndpointHeaders),
        ];
    }

    // RFC 9110 section 5.1: a name is a token. RFC 9110 section 5.5: a value holds no control character.
    private static IEnumerable<(bool Applies, string Fault)> HeaderRules(
        string field, IEnumerable<KeyValuePair<string, string>> headers) =>
        from header in headers
        from rule in new (bool, string)[]
        {
            (
                header.Key.Length == 0 || !header.Key.All(IsTokenLetter),
                $"has {field} with '{header.Key}', which cannot be the name of a header."),
            (
                header.Value.Any(char.IsControl),
                $"has {field} with a control character in '{header.Key}'."),
        }
        select rule;

    private static IEnumerable<(bool Applies, string Fault)> WordRules(OAuth2Provider provider)
    {
        var quirks = provider.Quirks;
        var parameters = quirks.CallbackParameters.Append(quirks.TokenQueryParameter ?? "x");
        (string Field, IEnumerable<string> Words)[] fields =
        [
            ("Scopes", provider.Scopes),
            ("CodeChallengeMethods", provider.CodeChallengeMethods),
            ("AuthorizationParameters", provider.AuthorizationParameters.Keys),
            ("TokenParameters", provider.TokenParameters.Keys),
            ("Quirks.BearerTypes", quirks.BearerTypes),
            ("Quirks.DenialErrors", quirks.DenialErrors),
            ("Quirks.ParameterNames", quirks.ParameterNames.Values),
            ("Quirks.FieldNames", quirks.FieldNames.Values),
            ("Quirks.ScopeNames", quirks.ScopeNames.Values),
            ("Quirks.RegionalTokenEndpoints", quirks.RegionalTokenEndpoints.Keys),
            ("Quirks: one of ErrorParameter, RegionParameter, HostParameter, CallbackHmacParameter, TokenQueryParameter", parameters),
            ("Quirks.RedirectUriAlias", [quirks.RedirectUriAlias ?? "x"]),
        ];
        return fields.Select(field => (
            field.Words.Any(string.IsNullOrWhiteSpace),
            $"has an empty word in {field.Field}. Leave it out where there is none."));
    }

    public static string? FindRepeated(IEnumerable<string> names) =>
        names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any())?.Key;

    private static string? FindUnknownRegion(OAuth2Provider provider)
    {
        var known = provider.Quirks.RegionalTokenEndpoints;
        return provider.Quirks.RegionalRevocationEndpoints.Keys
            .Concat(provider.Refresh.RegionalEndpoints.Keys)
            .FirstOrDefault(region => !known.ContainsKey(region));
    }

    private static bool IsTokenLetter(char letter) =>
        char.IsAsciiLetterOrDigit(letter) || "!#$%&'*+-.^_`|~".Contains(letter, StringComparison.Ordinal);

    private static bool IsResource(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Fragment.Length == 0;

    private static bool IsJsonArray(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Array;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
