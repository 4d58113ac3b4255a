namespace OAuthClient.Testing;

/// <summary>
/// The decisions that clients poll for, by the client's code (RFC 8628 section 3.5, which the poll mode of CIBA
/// shares). Thread-safe.
/// </summary>
internal sealed class PretendPolls(PretendProvider provider, PretendTokens tokens)
{
    private static readonly TimeSpan SlowDownStep = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, PretendPoll> _polls = new(StringComparer.Ordinal);

    public void Begin(string code, string clientId, string? scope)
    {
        // RFC 8628 section 3.2: without an interval, clients use five seconds.
        var interval = provider.PollInterval ?? SlowDownStep;
        lock (_gate)
            _polls[code] = new(clientId, scope ?? "", Now + provider.PollLifetime, interval);
    }

    /// <summary>Decides for the user: a null user denies.</summary>
    /// <returns>Whether the code is known and still waits for a decision.</returns>
    public bool Decide(string code, string? user)
    {
        lock (_gate)
        {
            if (!_polls.TryGetValue(code, out var poll) || poll.IsDenied || poll.User is not null)
                return false;
            poll.User = user;
            poll.IsDenied = user is null;
            return poll.ExpiresAt > Now;
        }
    }

    public HttpResponseMessage Answer(string code, PretendClient client)
    {
        lock (_gate)
        {
            if (!_polls.TryGetValue(code, out var poll) || poll.ClientId != client.Id)
                return Responses.Error("invalid_grant", "the code is unknown, spent, or another client's");
            if (poll.ExpiresAt <= Now)
                return Responses.Error("expired_token", "the code has expired");
            poll.Count++;
            if (MisbehavingPoll.Answer(provider, poll) is { } wrong)
                return wrong;
            return poll.User is null && !poll.IsDenied ? Wait(poll) : End(code, poll);
        }
    }

    private DateTimeOffset Now => provider.Time.GetUtcNow();

    private HttpResponseMessage Wait(PretendPoll poll)
    {
        var isTooEarly = Now - poll.LastPoll < poll.Interval;
        poll.LastPoll = Now;
        if (!isTooEarly)
            return Responses.Error("authorization_pending", "the user has not decided yet");
        // RFC 8628 section 3.5: the interval grows by five seconds for this and all later requests.
        poll.Interval += SlowDownStep;
        return Responses.Error("slow_down", "the client polls too often");
    }

    private HttpResponseMessage End(string code, PretendPoll poll)
    {
        _polls.Remove(code);
        if (poll.User is null)
            return Responses.Error("access_denied", "the user said no");
        var fields = tokens.Issue(new(poll.User, poll.Scope, poll.ClientId));
        if (provider.Misbehave == Misbehavior.PollTokenBesideError)
            fields["error"] = "authorization_pending";
        return PretendTokenAnswer.Create(provider, fields);
    }
}
