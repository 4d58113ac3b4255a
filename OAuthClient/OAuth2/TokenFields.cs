using OAuthClient.Http;

namespace OAuthClient.OAuth2;

/// <summary>A token answer's fields by their names in RFC 6749, wherever the provider puts them and whatever it calls them.</summary>
internal sealed class TokenFields(IReadOnlyDictionary<string, string> all, OAuth2Quirks quirks)
{
    private static readonly string[] KnownNames = ["access_token", "token_type", "refresh_token", "scope", .. TokenExpiry.Fields];

    /// <summary>The part of the answer that brings the token: all of it, or what <see cref="OAuth2Quirks.TokenEnvelope"/> names; null when that is missing.</summary>
    public IReadOnlyDictionary<string, string>? TokenObject { get; } = quirks.TokenEnvelope is { } path ? AnswerFields.FindObject(all, path) : all;

    public string? this[string name] => TokenObject?.GetValueOrDefault(quirks.FieldNames.GetValueOrDefault(name, name));

    /// <summary>A token; null when there is none that could be sent.</summary>
    public string? Token(string name) => this[name] is { Length: > 0 } token && IsSendable(token) ? token : null;

    /// <summary>Where the token might be instead.</summary>
    public string MissingTokenHint()
    {
        if (quirks.TokenEnvelope is { } path && TokenObject is null)
            return $"TokenEnvelope is '{path}', and no such object is in the answer.";
        if (TokenObject!.ContainsKey("accessToken"))
            return "It has accessToken: set Quirks.FieldNames[\"access_token\"] to that.";
        var envelope = TokenObject.FirstOrDefault(field => field.Value.StartsWith('{') && field.Value.Contains("\"access_token\"", StringComparison.Ordinal)).Key;
        return envelope is null
            ? "Is TokenEndpoint the right address? If the provider calls the token otherwise, or puts it deeper, say so in Quirks.FieldNames or Quirks.TokenEnvelope."
            : $"There is one inside '{AnswerError.Clean(envelope, [])}': if it is the one you want, set Quirks.TokenEnvelope to that.";
    }

    public static IReadOnlyDictionary<string, string> CheckNames(IReadOnlyDictionary<string, string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return names.Keys.Except(KnownNames, StringComparer.Ordinal).FirstOrDefault() is { } unknown
            ? throw new ArgumentException($"FieldNames has the key '{unknown}', and no such field is looked for. Its keys may be: {string.Join(", ", KnownNames)}.", nameof(names))
            : names;
    }

    // RFC 6749 appendix A.12 and A.17: plain letters only, none that would break a header. A JSON object, list, true or false is no token either.
    private static bool IsSendable(string token) => token[0] is not ('{' or '[') && token is not ("true" or "false") && !token.AsSpan().ContainsAnyExceptInRange(' ', '~');
}
