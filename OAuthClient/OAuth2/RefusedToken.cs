using System.Net;
using OAuthClient.Http;

namespace OAuthClient.OAuth2;

/// <summary>
/// Finds out whether an answer of the API means that the token has expired, by what the provider's value declares
/// besides 401. The body is read only where it decides, and stays readable for the caller.
/// </summary>
internal static class RefusedToken
{
    private const int MaxBytes = 8 * 1024;

    public static async ValueTask<bool> IsShownByAsync(
        HttpResponseMessage answer,
        IReadOnlyList<ExpiredTokenAnswer> declared,
        CancellationToken cancellationToken)
    {
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
            return true;
        var possible = declared.Where(sign => sign.Status == (int)answer.StatusCode).ToArray();
        if (possible.Length == 0)
            return false;
        if (possible.Any(sign => sign.Text.Length == 0))
            return true;
        // A stream of events may be long in coming, and holds no error of the token.
        if (answer.Content.Headers.ContentType?.MediaType == "text/event-stream")
            return false;
        var start = await PeekedContent.ReadStartAsync(answer, MaxBytes, cancellationToken).ConfigureAwait(false);
        return possible.Any(sign => start.Contains(sign.Text, StringComparison.Ordinal));
    }
}
