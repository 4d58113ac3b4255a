namespace OAuthClient.Internal;

/// <summary>The authorization of a call: whose token it gets, and how the answer is read. Immutable.</summary>
/// <param name="Dance">The dance.</param>
/// <param name="Slot">The place of the token in the store.</param>
/// <param name="CarriedToken">A token that is not stored; null when the store has it.</param>
internal readonly record struct ApiAuthorization(OAuthDance Dance, TokenSlot Slot, OAuthToken? CarriedToken)
{
    public TokenKey Key => Slot.Key;

    /// <summary>The key of the token in the store; null when the call carries its token.</summary>
    public TokenKey? StoredKey => CarriedToken is null ? Key : null;

    public ValueTask<OAuthToken?> GetTokenAsync(CancellationToken cancellationToken)
    {
        if (CarriedToken is not null)
            return new(CarriedToken);
        return Slot.Subject is null
            ? Dance.Refresher.GetFreshAsync(Slot, cancellationToken)
            : ExchangedToken.GetAsync(Dance, Slot, cancellationToken);
    }

    /// <summary>Attaches the token to a call whose origin may have it, and leaves any other call alone.</summary>
    /// <returns>The token that was attached; null when none was.</returns>
    /// <exception cref="OAuthException">There is no usable token.</exception>
    public async ValueTask<OAuthToken?> AttachAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!IsTokenOrigin(request.RequestUri))
        {
            Dance.Provider.RemoveHeaders(request);
            Dance.Protocol.Detach(request);
            return null;
        }
        var token = await GetTokenAsync(cancellationToken).ConfigureAwait(false)
            ?? throw AuthorizationRequiredException.NoToken(Dance, Key);
        // An expired token that can be refreshed was valid a moment ago, or its refresh failed for now: the API
        // decides.
        if (Dance.Refresher.HasExpired(token) && !CanRenew(token))
            throw AuthorizationRequiredException.Expired(Dance, Key);
        Dance.Provider.AddHeaders(request);
        try
        {
            await Dance.Protocol.AttachAsync(request, token, cancellationToken).ConfigureAwait(false);
        }
        catch (HostFailureException fault)
        {
            throw await Dance.Refresher.ReportAsync(Key, fault).ConfigureAwait(false);
        }
        return token;
    }

    /// <summary>Whether the token may go to an address, and its answers are read.</summary>
    public bool IsTokenOrigin(Uri? url) => url is { IsAbsoluteUri: true } && Dance.TokenOrigins.Contains(url);

    /// <summary>Whether the answer to a call with this token is read, and may lead to a repetition.</summary>
    public bool ReadsAnswers(OAuthToken token) => CanReplace(token) || Dance.Protocol.ReadsApiAnswers;

    /// <summary>Lets the protocol read the answer to a call with this token.</summary>
    /// <returns>Whether to attach the token again and send the call once more.</returns>
    public async ValueTask<bool> ReadAnswerAsync(
        HttpResponseMessage answer, OAuthToken token, CancellationToken cancellationToken)
    {
        if (!Dance.Protocol.ReadsApiAnswers)
            return false;
        try
        {
            return await Dance.Protocol.ReadApiAnswerAsync(answer, token, cancellationToken).ConfigureAwait(false);
        }
        catch (HostFailureException fault)
        {
            throw await Dance.Refresher.ReportAsync(Key, fault).ConfigureAwait(false);
        }
    }

    /// <summary>Whether a refresh may replace this token, which the API refused.</summary>
    public bool CanReplace(OAuthToken token) =>
        CarriedToken is null && Dance.Refresher.FindRenewal(Slot, token) is { ReplacesRefused: true };

    /// <summary>Replaces a token that the API refused.</summary>
    /// <returns>Whether the access token is a new one.</returns>
    public async ValueTask<bool> ReplaceAsync(OAuthToken refused, CancellationToken cancellationToken)
    {
        var token = await Dance.Refresher.ReplaceAsync(Slot, refused, cancellationToken).ConfigureAwait(false);
        return token.AccessToken != refused.AccessToken;
    }

    private bool CanRenew(OAuthToken token) =>
        CarriedToken is null && Dance.Refresher.FindRenewal(Slot, token) is not null;
}
