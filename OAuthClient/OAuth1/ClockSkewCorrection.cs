using System.Net;
using OAuthClient.Http;

namespace OAuthClient.OAuth1;

/// <summary>
/// Corrects the <see cref="ServerClock"/> of a provider by the answer to an API call that the provider refused.
/// </summary>
internal static class ClockSkewCorrection
{
    private const int MaxAnswerBytes = 1024 * 1024;

    /// <returns>Whether signing the call again makes sense.</returns>
    public static async ValueTask<bool> TryCorrectAsync(
        ServerClock clock, HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.StatusCode is not (HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized)
            || !clock.IsSkewed(answer.Headers.Date)
            || answer.Content.Headers.ContentLength > MaxAnswerBytes)
        {
            return false;
        }
        // Buffered, so that the caller can still read the body.
        await answer.Content.LoadIntoBufferAsync(MaxAnswerBytes, cancellationToken).ConfigureAwait(false);
        var body = await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        return clock.TryCorrect(new("", (int)answer.StatusCode, body)
        {
            Date = answer.Headers.Date,
            Challenge = AnswerHeaders.FindChallenge(answer.Headers),
        });
    }
}
