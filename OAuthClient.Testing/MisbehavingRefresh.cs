using System.Net;

namespace OAuthClient.Testing;

/// <summary>The answers to refreshes and to expired tokens in words of a provider's own.</summary>
internal static class MisbehavingRefresh
{
    /// <returns>The refusal; null when the refresh is processed.</returns>
    public static HttpResponseMessage? Refuse(PretendProvider provider, PretendRequest request) =>
        provider.Misbehave switch
        {
            Misbehavior.DeadInOwnWords => Responses.Error(
                "unauthorized_client", "refresh_token is invalid", HttpStatusCode.Forbidden),
            Misbehavior.RefusesRefreshWithoutWords => new(HttpStatusCode.BadRequest),
            Misbehavior.RefreshUnderWay => Responses.Error(
                "invalid_grant", "token request is already being processed"),
            Misbehavior.TooManyRefreshes => Responses.Error(
                "Access Denied", "You have made too many requests continuously. Please try again after some time."),
            Misbehavior.RefusesClientAtRefresh => Responses.Error(
                "invalid_client", "the secret was changed", HttpStatusCode.Unauthorized),
            Misbehavior.WantsRedirectUriAtRefresh when request["redirect_uri"] is null => Responses.Error(
                "invalid_grant", "the redirect_uri is missing"),
            _ => null,
        };

    /// <returns>
    /// The answer to a refresh that was processed; null when the answer is the usual one, perhaps with fewer fields.
    /// </returns>
    public static HttpResponseMessage? Answer(PretendProvider provider, Dictionary<string, object> fields)
    {
        if (provider.Misbehave == Misbehavior.OnlyRefreshToken)
            fields.Remove("access_token");
        return provider.Misbehave == Misbehavior.LosesRefreshAnswers && provider.RefreshCount % 2 == 1
            ? new(HttpStatusCode.BadGateway)
            : null;
    }

    /// <summary>The answer of the API to a token that is not valid.</summary>
    public static HttpResponseMessage RefuseToken(PretendProvider provider) => provider.Misbehave switch
    {
        Misbehavior.ExpiredBy403 => Responses.Text(HttpStatusCode.Forbidden, "text/plain", "Bad_OAuth_Token"),
        Misbehavior.ExpiredBy200 => Responses.Error("token_expired", "log in again", HttpStatusCode.OK),
        _ => Responses.Error("invalid_token", "no token, or one that is not known", HttpStatusCode.Unauthorized),
    };
}
