using System.Net;

namespace OAuthClient.Testing;

/// <summary>The wrong answers of a token endpoint.</summary>
internal static class MisbehavingTokenEndpoint
{
    private const string Json = "application/json";

    /// <returns>
    /// The wrong answer; null when the endpoint processes the request, perhaps with a misbehavior of its own.
    /// </returns>
    public static async Task<HttpResponseMessage?> AnswerAsync(
        PretendProvider provider, PretendRequest request, CancellationToken cancellationToken)
    {
        if (provider.Misbehave == Misbehavior.Slow)
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        return provider.Misbehave switch
        {
            Misbehavior.ErrorWith200 => Responses.Error(
                "bad_verification_code", "The code passed is incorrect or expired.", HttpStatusCode.OK),
            Misbehavior.ErrorWith400 => Responses.Error("invalid_grant", "The code has expired."),
            Misbehavior.HtmlWith500 => Responses.Html(
                "<h1>Something went wrong</h1>", HttpStatusCode.InternalServerError),
            Misbehavior.HtmlWith200 => Responses.Html("<h1>Please log in</h1>"),
            Misbehavior.EmptyAnswer => Responses.Text(HttpStatusCode.OK, Json, ""),
            Misbehavior.TruncatedAnswer => Responses.Text(
                HttpStatusCode.OK, Json, """{"access_token":"truncated-0123456789abcdef","token_ty"""),
            Misbehavior.OversizedAnswer => Responses.Text(
                HttpStatusCode.OK, Json, $$"""{"access_token":"{{new string('a', 2 * 1024 * 1024)}}"}"""),
            Misbehavior.EchoesSecrets => Responses.Error(
                "invalid_grant", $"Wrong: {request.Body} {request.Authorization}"),
            Misbehavior.RedirectsToken => Responses.Redirect(
                $"{provider.BaseUrl}/elsewhere", HttpStatusCode.TemporaryRedirect),
            _ => null,
        };
    }
}
