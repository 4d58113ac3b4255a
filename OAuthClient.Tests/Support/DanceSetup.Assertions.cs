namespace OAuthClient.Tests;

/// <summary>
/// The one helper of all tests in which a login goes wrong: what else must have happened, and what must not.
/// </summary>
internal sealed partial class DanceSetup
{
    /// <summary>
    /// Asserts all that being refused means: the code, one <c>oauth_error</c> that carries it and no words but ours,
    /// nothing asked of the
    /// provider, the bytes of both stores as they were, and no secret and none of the caller's text in what is told.
    /// </summary>
    /// <param name="finish">What is to be refused.</param>
    /// <param name="code">The expected code.</param>
    /// <param name="callersText">What the caller brought.</param>
    /// <param name="taken">Whether it is refused only after the dance was taken; that it is, is then all that
    /// changes.</param>
    /// <returns>The outcome.</returns>
    public async Task<OAuthOutcome> AssertRefusedAsync(
        Func<ValueTask<OAuthOutcome>> finish, string code, string callersText = "", bool taken = false)
    {
        var outcome = await AssertFailedAsync(finish, OAuthOutcomeKind.Refused, code, callersText, requests: 0, taken);
        Assert.That(
            outcome.Error is { ProviderError: null, ProviderDescription: null, ProviderUri: null, Excerpt: null, Status: null },
            "no words but ours");
        return outcome;
    }

    /// <inheritdoc cref="AssertRefusedAsync(Func{ValueTask{OAuthOutcome}}, string, string, bool)"/>
    public Task<OAuthOutcome> AssertRefusedAsync(string callback, string code, bool taken = false) =>
        AssertRefusedAsync(
            () => new(FinishAsync(OAuthCallback.FromUrl(callback), Browser.Cookie)), code, callback, taken);

    /// <summary>
    /// Asserts all that a failed login means: as being refused, but that the provider was asked, once by default.
    /// </summary>
    /// <param name="finish">What is to fail.</param>
    /// <param name="kind">The expected kind of outcome.</param>
    /// <param name="code">The expected code.</param>
    /// <param name="callersText">What the caller brought.</param>
    /// <param name="requests">How many requests reach the provider, of whatever kind.</param>
    /// <param name="taken">Whether the dance is taken.</param>
    /// <param name="heard">The signals before <c>oauth_error</c>.</param>
    /// <returns>The outcome.</returns>
    public async Task<OAuthOutcome> AssertFailedAsync(
        Func<ValueTask<OAuthOutcome>> finish, OAuthOutcomeKind kind, string code, string callersText = "",
        int requests = 1, bool taken = true, params string[] heard)
    {
        var before = TakeSnapshot();
        var outcome = await finish();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((outcome.Kind, outcome.Error?.Code), Is.EqualTo((kind, code)), outcome.ToString());
            Assert.That(outcome.IsStored, Is.False);
            AssertChangesSince(before, code, requests, heard);
            Assert.That(
                CountLines(Recorder.TakenLines) - CountLines(before.Taken),
                Is.EqualTo(taken ? 1 : 0),
                "dances taken");
            AssertNoSecretShown(Canary.Texts(outcome), callersText);
        }
        return outcome;
    }

    /// <summary>The same for a login that does not begin: nothing is kept.</summary>
    /// <param name="begin">What is to fail.</param>
    /// <param name="code">The expected code.</param>
    /// <param name="callersText">What the caller brought.</param>
    /// <param name="requests">How many requests reach the provider; none by default.</param>
    /// <param name="heard">The signals before <c>oauth_error</c>.</param>
    /// <returns>The login that is none.</returns>
    public async Task<OAuthLogin> AssertNotBegunAsync(
        Func<ValueTask<OAuthLogin>> begin, string code, string callersText = "", int requests = 0,
        params string[] heard)
    {
        var before = TakeSnapshot();
        var login = await begin();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((login.IsBegun, login.Error?.Code), Is.EqualTo((false, code)), login.ToString());
            Assert.That(login.Response.Location, Is.Null, "the user stays here");
            AssertChangesSince(before, code, requests, heard);
            Assert.That(Recorder.TakenLines, Is.EqualTo(before.Taken));
            AssertNoSecretShown(Canary.Texts(login), callersText);
        }
        return login;
    }

    /// <inheritdoc cref="AssertNotBegunAsync(Func{ValueTask{OAuthLogin}}, string, string, int, string[])"/>
    public Task<OAuthLogin> AssertNotBegunAsync(OAuthBeginOptions begin, string code, string callersText = "") =>
        AssertNotBegunAsync(() => Dance.BeginAsync("42", begin), code, callersText);

    private sealed record Snapshot(int Heard, int Requests, string Tokens, string Pending, string Taken);

    private Snapshot TakeSnapshot() =>
        new(
            SentSignals.Count, Provider.Requests.Count, Recorder.TokenLines, Recorder.PendingLines,
            Recorder.TakenLines);

    private void AssertChangesSince(Snapshot before, string code, int requests, string[] heard)
    {
        Assert.That(SentSignals.Skip(before.Heard), Is.EqualTo([.. heard, $"error {code}"]), "signals");
        Assert.That(Provider.Requests.Skip(before.Requests).ToArray(), Has.Length.EqualTo(requests), "requests");
        Assert.That(Recorder.TokenLines, Is.EqualTo(before.Tokens), "stored tokens, to the byte");
        Assert.That(Recorder.PendingLines, Is.EqualTo(before.Pending), "pending dances, to the byte");
    }

    private void AssertNoSecretShown(IEnumerable<string?> texts, string callersText)
    {
        string[] brought =
        [
            .. callersText.Split('?', '&', '=').Where(part => part.Length > 12).Select(Uri.UnescapeDataString),
        ];
        var kept = Recorder.SavedDances.SelectMany(dance => new[] { dance.Id, dance.TokenRequestSecret.Reveal() });
        var given = Recorder.StoredTokens
            .SelectMany(token => token.Fields.Values.Append(token.AccessToken))
            .Select(field => field.Reveal())
            .Where(field => field.Length > 12);
        var cookie = Browser.Cookie.IsEmpty ? [] : new[] { Browser.Cookie.Reveal() };
        var told = Errors.LastOrDefault();
        Canary.AssertNoSecret(
            texts.Concat(Canary.Texts(told)), [.. Canary.ClientSecrets, .. brought, .. kept, .. given, .. cookie]);
    }

    private static int CountLines(string text) => text.Length == 0 ? 0 : text.Split('\n').Length;
}
