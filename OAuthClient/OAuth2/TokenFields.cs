using OAuthClient.Http;
using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>
/// The fields of a token answer by their names in RFC 6749. The shape says where and under which names the provider
/// sends them.
/// </summary>
internal sealed class TokenFields(IReadOnlyDictionary<string, string> all, TokenShape shape)
{
    private static readonly string[] KnownNames =
    [
        "access_token", "token_type", "refresh_token", "scope", .. TokenExpiry.Fields, .. TokenExpiry.RefreshFields,
    ];

    /// <summary>
    /// The object that holds the token: the answer itself, or the object in the shape's envelope; null when there is no
    /// such object.
    /// </summary>
    public IReadOnlyDictionary<string, string>? TokenObject { get; } = shape.FindTokenObject(all);

    public string? this[string name] => TokenObject?.GetValueOrDefault(shape.NameOf(name));

    /// <summary>
    /// The granted scopes as the answer writes them; null when no field names them. Without <c>scope</c>, and without a
    /// name of the provider's own for it, a field that is called like scopes counts.
    /// </summary>
    public string? Scope
    {
        get
        {
            if (this["scope"] is { } scope || shape.FieldNames.ContainsKey("scope"))
                return this["scope"];
            return TokenObject?.FirstOrDefault(pair => TokenScopes.IsFieldName(pair.Key)).Value;
        }
    }

    /// <summary>Reads a token; null when there is none that a header could hold.</summary>
    public string? Token(string name) =>
        this[name] is { Length: > 0 } token && IsSendable(token) ? token : null;

    /// <summary>Finds the values of the token's object that may be secrets, but for that of one field.</summary>
    public IEnumerable<Secret> FindValuesBeside(string name) => (TokenObject ?? all)
        .Where(field => field.Key != shape.NameOf(name) && HarmlessParameters.Show(field.Key, field.Value) is null)
        .Select(field => (Secret)field.Value);

    /// <summary>A hint for the error message: where in the answer the missing access token might be.</summary>
    public string MissingTokenHint()
    {
        if (TokenObject is null)
            return $"TokenEnvelope is '{shape.Envelope}', and no such object is in the answer.";
        if (TokenObject.ContainsKey("accessToken"))
            return "It has accessToken: set Quirks.FieldNames[\"access_token\"] to that.";
        var envelope = TokenObject.FirstOrDefault(field => HoldsToken(field.Value)).Key;
        if (envelope is not null)
        {
            return $"There is one inside '{Mask.MaskErrorText(envelope, [])}': "
                + "if it is the one you want, set Quirks.TokenEnvelope to that.";
        }
        return "Is TokenEndpoint the right address? If the provider calls the token otherwise, or puts it deeper, "
            + "say so in Quirks.FieldNames or Quirks.TokenEnvelope.";
    }

    public static IReadOnlyDictionary<string, string> CheckNames(IReadOnlyDictionary<string, string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Keys.Except(KnownNames, StringComparer.Ordinal).FirstOrDefault() is not { } unknown)
            return names;
        throw new ArgumentException(
            $"FieldNames has the key '{unknown}', and no such field is looked for. "
            + $"Its keys may be: {string.Join(", ", KnownNames)}.",
            nameof(names));
    }

    // RFC 6749 appendix A.12 and A.17: printable ASCII only. A JSON object, array, true or false is no token either.
    public static bool IsSendable(string token) =>
        token.Length > 0
        && token[0] is not ('{' or '[')
        && token is not ("true" or "false")
        && !token.AsSpan().ContainsAnyExceptInRange(' ', '~');

    private static bool HoldsToken(string value) =>
        value.StartsWith('{') && value.Contains("\"access_token\"", StringComparison.Ordinal);
}
