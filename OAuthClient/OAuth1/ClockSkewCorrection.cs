using System.Net;

namespace OAuthClient.OAuth1;

/// <summary>Learns the provider's time from a call of the API that it refused.</summary>
internal static class ClockSkewCorrection
{
    private const int MaxAnswerBytes = 1024 * 1024;

    /// <returns>Whether signing the call again makes sense.</returns>
    public static async ValueTask<bool> TryCorrectAsync(ServerClock clock, HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.StatusCode is not (HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized) || !clock.IsSkewed(answer.Headers.Date) || answer.Content.Headers.ContentLength > MaxAnswerBytes)
            return false;
        // The caller may want to read it too.
        await answer.Content.LoadIntoBufferAsync(MaxAnswerBytes, cancellationToken).ConfigureAwait(false);
        return clock.TryCorrect(answer.Headers.Date, $"{answer.Headers.WwwAuthenticate} {await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false)}");
    }
}
