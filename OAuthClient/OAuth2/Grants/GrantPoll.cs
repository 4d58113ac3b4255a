namespace OAuthClient.OAuth2.Grants;

/// <summary>
/// Asks for the token again and again while the user decides elsewhere: RFC 8628 section 3.5, and the poll mode of
/// OpenID Connect CIBA 1.0 section 11. Not thread-safe.
/// </summary>
internal sealed class GrantPoll
{
    // RFC 8628 section 3.2: the interval of an answer that gives none.
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(5);

    // RFC 8628 section 3.5: slow_down adds five seconds.
    private static readonly TimeSpan SlowDown = TimeSpan.FromSeconds(5);

    // No interval of a provider makes the program ask without a pause.
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);

    // A provider that fails is asked less and less often.
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(1);

    private readonly string _parameter;
    private readonly Secret _code;
    private readonly long _startedAt;
    private TimeSpan _interval;

    private GrantPoll(string parameter, Secret code, TimeSpan interval, GrantContext context)
    {
        _parameter = parameter;
        _code = code;
        _interval = interval;
        _startedAt = context.Time.GetTimestamp();
    }

    /// <summary>How long the user may take.</summary>
    public required TimeSpan Lifetime { get; init; }

    /// <summary>Reads what to send, how often, and how long.</summary>
    /// <param name="answer">The answer to the first request.</param>
    /// <param name="parameter">The field that identifies the request, and the parameter that repeats it.</param>
    /// <param name="context">The requests of the grant.</param>
    /// <exception cref="OAuthException">A field is missing, or no time.</exception>
    public static GrantPoll Read(GrantAnswer answer, string parameter, GrantContext context)
    {
        var code = answer.Require(parameter);
        var lifetime = answer.FindSeconds("expires_in") ?? context.Options.LoginLifetime;
        if (lifetime == TimeSpan.Zero)
            throw answer.Refuse("has an expires_in of zero, so that no user could answer in time");
        // An interval of zero says as little as none does.
        var interval = answer.FindSeconds("interval") is { Ticks: > 0 } given ? given : DefaultInterval;
        var polite = interval > ShortestInterval ? interval : ShortestInterval;
        return new(parameter, code, polite, context) { Lifetime = lifetime };
    }

    /// <summary>Waits until the user has answered, or the time is over.</summary>
    public async ValueTask<OAuthToken> WaitAsync(GrantContext context, CancellationToken cancellationToken)
    {
        OAuthException? last = null;
        while (true)
        {
            var rest = Lifetime - context.Time.GetElapsedTime(_startedAt);
            if (rest <= TimeSpan.Zero)
                throw Expired(last);
            var wait = last?.Error.RetryAfter is { } asked && asked > _interval ? asked : _interval;
            // The user may answer in the last moment.
            await Task.Delay(wait < rest ? wait : rest, context.Time, cancellationToken).ConfigureAwait(false);
            try
            {
                var request = context.CreateRequest(sendsScopes: false);
                request.Add(_parameter, _code);
                return await context.SendAsync(request, cancellationToken).ConfigureAwait(false);
            }
            catch (OAuthException refusal)
            {
                ContinueOrThrow(refusal);
                last = refusal;
            }
        }
    }

    private void ContinueOrThrow(OAuthException refusal)
    {
        var error = refusal.Error;
        switch (error.ProviderError)
        {
            case "authorization_pending":
                return;
            case "slow_down":
                _interval += SlowDown;
                return;
            case "access_denied":
                throw Denied(error);
            case "expired_token":
                throw Expired(refusal);
        }
        // RFC 8628 section 3.5: after a timeout the client must ask less often; a server that fails may recover.
        if (!IsTransient(error))
            throw refusal;
        _interval = _interval * 2 < LongestBackoff ? _interval * 2 : LongestBackoff;
    }

    private static bool IsTransient(OAuthError error) => error.Code
        is OAuthErrorCode.EndpointTimeout or OAuthErrorCode.EndpointUnreachable or OAuthErrorCode.EndpointBusy
        || error.Status >= 500;

    private static OAuthException Denied(OAuthError error) => new(
        OAuthOutcomeKind.Denied,
        error with { Code = OAuthErrorCode.AccessDenied, Message = "The user denied the login.", Hint = null });

    private static OAuthException Expired(OAuthException? last) => new(
        OAuthOutcomeKind.ProviderFailed,
        (last?.Error ?? new(OAuthErrorCode.ExpiredToken, "")) with
        {
            Code = OAuthErrorCode.ExpiredToken,
            Message = last is not null && IsTransient(last.Error)
                ? "The code has expired, and the provider could not be asked at last."
                : "The user did not answer in time.",
            Hint = "Begin again, and show the new code.",
        });
}
