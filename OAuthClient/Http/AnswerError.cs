using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace OAuthClient.Http;

/// <summary>Turns an answer that brings no token into an error with the provider's own words and none of the secrets.</summary>
internal static partial class AnswerError
{
    private const int LongestExcerpt = 200;

    /// <summary>The error in an answer, whatever its status: RFC 6749 section 5.2 asks for 400, and some send it with 200.</summary>
    /// <returns>The error; null when the answer says none.</returns>
    public static OAuthException? In(ProtocolAnswer answer, IReadOnlyDictionary<string, string>? fields, IReadOnlyList<Secret> sent)
    {
        var error = fields?.GetValueOrDefault("error") ?? fields?.GetValueOrDefault("oauth_problem");
        if (error is null && answer.Status < 400)
            return null;
        var code = error is null ? OAuthErrorCode.EndpointHttp : OAuthErrorCode.ProviderError;
        var message = error is null ? $"The endpoint answered {answer.Status} and nothing that explains it." : "The provider refused.";
        var told = Make(code, message, answer, sent, Hint(error, answer.Status)).Error with
        {
            ProviderError = Clean(error, sent),
            ProviderDescription = Clean(fields?.GetValueOrDefault("error_description") ?? fields?.GetValueOrDefault("oauth_problem_advice"), sent),
            ProviderUri = Clean(fields?.GetValueOrDefault("error_uri"), sent),
        };
        return new(OAuthOutcomeKind.ProviderFailed, told);
    }

    public static OAuthException Make(string code, string message, ProtocolAnswer answer, IReadOnlyList<Secret> sent, string? hint = null) =>
        new(OAuthOutcomeKind.ProviderFailed, new(code, message)
        {
            Endpoint = answer.Endpoint,
            Status = answer.Status,
            Excerpt = Excerpt(answer.Body, sent),
            Hint = hint,
        });

    /// <summary>The provider's words, without our secrets and without control characters, which would forge log lines.</summary>
    public static string? Clean(string? text, IReadOnlyList<Secret> sent)
    {
        if (text is null)
            return null;
        // The longest first, lest the rest of one be left when another is a part of it.
        foreach (var written in sent.Where(secret => !secret.IsEmpty).SelectMany(AsWritten).OrderByDescending(written => written.Length))
            text = text.Replace(written, "***", StringComparison.OrdinalIgnoreCase);
        text = new string([.. text.Select(letter => char.IsControl(letter) ? ' ' : letter)]);
        return text.Length <= LongestExcerpt ? text : text[..LongestExcerpt] + "…";
    }

    // A provider that repeats a request repeats it as it was sent, or as its JSON writes it.
    private static string[] AsWritten(Secret secret) =>
        [secret.Reveal(), Uri.EscapeDataString(secret.Reveal()), WebUtility.UrlEncode(secret.Reveal()), JsonEncodedText.Encode(secret.Reveal()).ToString()];

    // An answer that breaks off may break off inside a token, so whatever is named like a secret or looks like one is masked.
    private static string? Excerpt(string body, IReadOnlyList<Secret> sent)
    {
        var masked = LooksSecret().Replace(NamedSecret().Replace(body, "$1***"), "***");
        return string.IsNullOrWhiteSpace(masked) ? "(empty)" : Clean(masked.Trim(), sent);
    }

    private static string? Hint(string? error, int status) => error switch
    {
        "invalid_client" or "incorrect_client_credentials" or "unauthorized_client" => "Are ClientId and ClientSecret those of your registration, and is ClientAuthentication the kind that it expects?",
        "invalid_grant" or "bad_verification_code" => "The code was used, has expired, or was given to another redirect URI. Let the user begin again.",
        "redirect_uri_mismatch" => "The redirect URI must be the registered one, to the letter.",
        "signature_invalid" => "Are ClientId and ClientSecret right?",
        "timestamp_refused" => "Is this machine's clock right?",
        _ => status == 401 ? "Are ClientId and ClientSecret those of your registration?" : status >= 500 ? "The provider has a problem of its own. Try again later." : null,
    };

    [GeneratedRegex("""((?:token|secret|code|verifier|assertion|password)"?\s*[:=]\s*"?)[^"&\s,}<]+""", RegexOptions.IgnoreCase)]
    private static partial Regex NamedSecret();

    [GeneratedRegex("[A-Za-z0-9._~+/%-]{16,}=*")]
    private static partial Regex LooksSecret();
}
