using System.Net;
using OAuthClient.Http;

namespace OAuthClient.OAuth1;

/// <summary>
/// Corrects the <see cref="ServerClock"/> of a provider by the answer to an API call that the provider refused.
/// </summary>
internal static class ClockSkewCorrection
{
    private const int MaxBytes = 8 * 1024;

    /// <param name="clock">The clock.</param>
    /// <param name="answer">The answer, whose body stays readable.</param>
    /// <param name="used">The offset with which the call was signed.</param>
    /// <param name="cancellationToken">Cancels reading the body.</param>
    /// <returns>Whether signing the call again makes sense.</returns>
    public static async ValueTask<bool> TryCorrectAsync(
        ServerClock clock, HttpResponseMessage answer, TimeSpan used, CancellationToken cancellationToken)
    {
        var date = answer.Headers.Date;
        if (answer.StatusCode is not (HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized))
        {
            clock.Heal(date);
            return false;
        }
        if (!clock.IsSkewed(date, used))
            return false;
        var start = await PeekedContent.ReadStartAsync(answer, MaxBytes, cancellationToken).ConfigureAwait(false);
        return clock.TryCorrect(
            new("", (int)answer.StatusCode, start)
            {
                Date = date,
                Challenge = AnswerHeaders.FindChallenge(answer.Headers),
            },
            used);
    }
}
