using System.Buffers;
using System.Globalization;

namespace OAuthClient.Http;

/// <summary>
/// Hints what to do about an error answer: by the provider's error if it is a known one, else by the status and the
/// format of the answer.
/// </summary>
internal static class AnswerHint
{
    private const string CheckCredentials =
        "Are ClientId and ClientSecret those of your registration, and is ClientAuthentication the kind that it expects? "
        + "Some take the secret in the header only, some in the form only.";

    private const string CheckAddress = "Is the endpoint the right address?";

    private const string OwnWords = "The words are the provider's own: its documentation tells what they mean.";

    private static readonly SearchValues<string> HtmlMarks = SearchValues.Create(
        ["<html", "<!doctype html", "<head", "<body", "<h1", "<p>", "<div", "<title"],
        StringComparison.OrdinalIgnoreCase);

    public static string ForAnswer(ProviderErrorFields? words, ProtocolAnswer answer)
    {
        if (IsBusy(answer))
            return ForWait(answer.RetryAfter);
        var known = FindByError(Normalize(words?.Error), answer.Date) ?? FindByStatus(answer.Status);
        return known ?? (words, IsHtml(answer.Body)) switch
        {
            (null, true) => "Excerpt is what it answered. It is a web page: is it the right address?",
            (null, false) => "Excerpt is what it answered.",
            _ => OwnWords,
        };
    }

    /// <summary>The hint for an answer that asks to wait, for a time that it may not say.</summary>
    public static string ForWait(TimeSpan? wait) => wait is { } time
        ? $"Try again in {DescribeWait(time)}."
        : "Wait before you try again; the provider does not say how long.";

    /// <summary>The hint for the error of a callback: the same as for that error in an answer.</summary>
    public static string ForCallback(string error) => FindByError(Normalize(error), null) ?? OwnWords;

    /// <summary>The fault of an answer that is neither JSON nor a form, and a hint what to do.</summary>
    public static (string Fault, string Hint) ForUnreadable(ProtocolAnswer answer)
    {
        var text = answer.Body.TrimStart();
        return text switch
        {
            _ when !answer.IsComplete => (
                "breaks off before its end",
                "Something on the way broke the connection. The code may be spent, so let the user begin again."),
            "" => ("is empty", "Is the endpoint the right address, and does it take a POST?"),
            _ when IsHtml(text) => (
                "is a web page",
                $"{CheckAddress} It looks like a page for people and not like the endpoint for programs."),
            ['<', ..] => (
                "is XML, which no OAuth endpoint should answer",
                $"{CheckAddress} Some have another one, or a parameter in its query, for JSON."),
            ['[', ..] => ("is a list, which cannot have the fields of an answer", CheckAddress),
            ['\u001F', ..] => (
                "is compressed, which was not asked for",
                "Something on the way compresses answers, or the endpoint does; "
                + "let it not, or give Http a handler that decompresses."),
            _ when text.Contains('{', StringComparison.Ordinal) => (
                $"looks like JSON, but {AnswerFields.DescribeJsonFault(text)}",
                $"{CheckAddress} If so, it is the provider's mistake."),
            _ => ("is neither JSON nor a form", CheckAddress),
        };
    }

    /// <summary>Whether the answer asks the client to wait.</summary>
    public static bool IsBusy(ProtocolAnswer answer) =>
        answer.Status == 429 || answer is { Status: 503, RetryAfter: not null };

    // Some providers write the RFC's words in other letters: "Invalid Client", INVALID_GRANT.
    private static string? Normalize(string? error) => error?.ToLowerInvariant().Replace(' ', '_').Replace('-', '_');

    private static string? FindByError(string? error, DateTimeOffset? date) => error switch
    {
        "invalid_client" or "incorrect_client_credentials" or "bad_client_secret" or "invalid_client_id" =>
            CheckCredentials,
        "unauthorized_client" =>
            "This client may not do this: does its registration allow the authorization code grant? "
            + $"Otherwise: {CheckCredentials}",
        "invalid_grant" or "bad_verification_code" or "invalid_code" or "code_already_used" or "bad_authorization_code"
            or "token_expired" =>
            "The code was used, has expired, or was given to another redirect URI or client. Let the user begin again.",
        "redirect_uri_mismatch" or "bad_redirect_uri" =>
            "The redirect URI must be the registered one to the letter: scheme, host, port, path, and the slash at the end.",
        "unsupported_grant_type" =>
            "The endpoint does not know the authorization code grant. Is it the token endpoint, and does it read forms?",
        "invalid_scope" =>
            "Are all Scopes known to the provider and allowed in your registration? "
            + "A wrong ScopeJoiner makes one unknown scope of several.",
        "invalid_request" =>
            "Something is missing, or is there twice: often the client, "
            + "because the provider wants another ClientAuthentication, or the redirect URI.",
        "consumer_key_unknown" or "consumer_key_rejected" =>
            "Is ClientId the consumer key of your registration, and is it still allowed?",
        "server_error" or "temporarily_unavailable" => "The provider has a problem of its own. Try again later.",
        _ => null,
    };

    private static string? FindByStatus(int status) => status switch
    {
        401 => CheckCredentials,
        403 => "The provider, or a firewall before it, does not let it: is the client known to it, allowed to do this, and from this network?",
        404 or 405 or 410 => CheckAddress,
        406 or 415 => "The endpoint wants another format. Is it the right address?",
        408 or >= 500 => "The provider has a problem of its own. Try again later.",
        _ => null,
    };

    private static bool IsHtml(string body)
    {
        var text = body.AsSpan().TrimStart();
        return text.StartsWith("<")
            && !text.StartsWith("<?xml")
            && text[..Math.Min(1024, text.Length)].ContainsAny(HtmlMarks);
    }

    private static string DescribeWait(TimeSpan wait) => wait.TotalSeconds < 1
        ? "a moment"
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(wait.TotalSeconds):0} seconds");
}
