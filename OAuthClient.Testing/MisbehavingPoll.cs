using System.Net;

namespace OAuthClient.Testing;

/// <summary>The wrong answers to a poll for a user's decision.</summary>
internal static class MisbehavingPoll
{
    /// <returns>The wrong answer; null when the poll is answered as usual.</returns>
    public static HttpResponseMessage? Answer(PretendProvider provider, PretendPoll poll) => provider.Misbehave switch
    {
        Misbehavior.PollSlowsForEver => Responses.Error("slow_down", "the client polls too often"),
        Misbehavior.PollPendingForEver => Responses.Error("authorization_pending", "the user has not decided yet"),
        Misbehavior.PollDeniesOnce when poll.Count == 1 => Responses.Error("access_denied", "the user said no"),
        Misbehavior.PollBusyOnce when poll.Count == 1 => Busy(),
        _ => null,
    };

    private static HttpResponseMessage Busy()
    {
        var response = Responses.Html("<h1>Back in a moment</h1>", HttpStatusCode.ServiceUnavailable);
        response.Headers.TryAddWithoutValidation("Retry-After", "20");
        return response;
    }
}
