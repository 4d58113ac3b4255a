using OAuthClient.Http;
using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>
/// The refusal of a token of a type that is not understood. A type that may be a secret is not shown.
/// </summary>
internal static class UnknownTokenType
{
    private static readonly string[] BoundTypes = ["DPoP", "PoP"];

    /// <param name="fields">The fields of the answer.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="sent">The secrets of the request.</param>
    public static OAuthException Refuse(TokenFields fields, ProtocolAnswer answer, IReadOnlyList<Secret> sent)
    {
        var type = fields["token_type"] ?? "";
        var secrets = sent.Concat(fields.FindValuesBeside("token_type"));
        var isShown = ValueShape.TypeName(type) is not null && !IsHeldIn(type, secrets);
        var shown = isShown ? type : "***";
        Secret[] masked = [.. sent, .. AnswerSecrets.Find(fields.TokenObject), isShown ? default : type];
        return AnswerError.Create(
            OAuthErrorCode.TokenTypeUnsupported,
            $"The token is of type '{shown}'; only Bearer can be used.",
            answer,
            masked,
            HintFor(isShown ? type : null));
    }

    /// <summary>Whether tokens of this type work only with a proof of the key that they are bound to.</summary>
    public static bool IsBound(string? type) => BoundTypes.Contains(type, StringComparer.OrdinalIgnoreCase);

    private static bool IsHeldIn(string type, IEnumerable<Secret> secrets)
    {
        var hidden = new HiddenTexts();
        foreach (var secret in secrets)
            hidden.Add(secret.Reveal());
        return hidden.IsHeldIn(type);
    }

    // RFC 9449 section 5: a resource server accepts the token only with a proof of the key that it is bound to.
    private static string HintFor(string? type) => type switch
    {
        _ when IsBound(type) =>
            "Such a token is bound to a key and must not be sent as Bearer: it needs an OAuth2Extension that proves the "
            + "key and names the type in its TokenTypes, or a registration for Bearer tokens.",
        // RFC 8693 section 2.2.1.
        "N_A" => "It is no access token, so no call can be made with it. Ask for an access token.",
        null =>
            "The type is not shown, because it may be a secret. "
            + "If the provider means a Bearer token by it, add it to the provider's Quirks.BearerTypes.",
        _ => $"If the provider means a Bearer token by it, add '{type}' to the provider's Quirks.BearerTypes.",
    };
}
