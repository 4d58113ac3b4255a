using OAuthClient.Http;

namespace OAuthClient.OAuth2;

/// <summary>
/// The parameters of a callback by their names in the RFCs. <see cref="OAuth2Quirks.CallbackNames"/> says under which
/// names the provider sends them.
/// </summary>
internal sealed class CallbackFields(OAuthCallback callback, OAuth2Quirks quirks)
{
    private static readonly string[] KnownNames = ["state", "code", "error", "error_description", "error_uri", "iss"];

    public string? this[string name] => callback[NameOf(name, quirks)];

    /// <summary>The error, from <c>error</c> or what the provider sends in its place.</summary>
    public string? Error => this["error"] ?? Find(quirks.ErrorParameter) ?? Find(quirks.ErrorReasonParameter);

    /// <summary>The description of the error.</summary>
    public string? ErrorDescription => this["error_description"] ?? Find(quirks.ErrorDescriptionParameter);

    /// <summary>The reason beside the error, if the provider sends one.</summary>
    public string? ErrorReason => Find(quirks.ErrorReasonParameter) is { } reason ? Mask.Clean(reason) : null;

    /// <summary>The names under which a provider sends the parameters of the RFCs.</summary>
    public static IReadOnlyList<string> WireNames(OAuth2Quirks quirks) =>
        [.. KnownNames.Select(name => NameOf(name, quirks))];

    /// <summary>The parameters that decide about a login; null when all do, because the provider signs them.</summary>
    public static IReadOnlyList<string>? JudgedNames(OAuth2Provider provider)
    {
        var quirks = provider.Quirks;
        if (quirks.CallbackHmacParameter is not null)
            return null;
        string?[] names =
        [
            NameOf("state", quirks),
            NameOf("code", quirks),
            provider.Issuer is null ? null : NameOf("iss", quirks),
            quirks.RegionParameter,
            quirks.HostParameter,
        ];
        return [.. names.OfType<string>(), .. provider.RepeatedCallbackParameters];
    }

    /// <summary>The name under which a provider sends a parameter of the RFCs.</summary>
    public static string NameOf(string name, OAuth2Quirks quirks) => quirks.CallbackNames.GetValueOrDefault(name, name);

    public static IReadOnlyDictionary<string, string> CheckNames(IReadOnlyDictionary<string, string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Keys.Except(KnownNames, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            throw new ArgumentException(
                $"CallbackNames has the key '{unknown}', and no such parameter is looked for. "
                + $"Its keys may be: {string.Join(", ", KnownNames)}.",
                nameof(names));
        }
        if (names.FirstOrDefault(pair => string.IsNullOrWhiteSpace(pair.Value)).Key is { } nameless)
            throw new ArgumentException($"CallbackNames has no name for '{nameless}'.", nameof(names));
        return names;
    }

    private string? Find(string? parameter) => parameter is null ? null : callback[parameter];
}
