namespace OAuthClient.Tests;

/// <summary>
/// Assertions about logins that fail: the signals, requests and store changes that must and must not happen.
/// </summary>
internal sealed partial class DanceSetup
{
    /// <summary>
    /// Asserts that a callback is refused: one <c>oauth_error</c> with the error code and without words of the
    /// provider, no request to the provider, both stores unchanged to the byte, and neither secrets nor text of the
    /// caller in any error.
    /// </summary>
    /// <param name="finish">Finishes the login; the login must be refused.</param>
    /// <param name="code">The expected error code.</param>
    /// <param name="callersText">The text of the callback, which no error may show.</param>
    /// <param name="taken">
    /// Whether the callback is refused after the pending dance was taken from the store. Taking the dance is then the
    /// only change.
    /// </param>
    /// <returns>The outcome of the failed login.</returns>
    public async Task<OAuthOutcome> AssertRefusedAsync(
        Func<ValueTask<OAuthOutcome>> finish, string code, string callersText = "", bool taken = false)
    {
        var outcome = await AssertFailedAsync(finish, new ExpectedFailure(OAuthOutcomeKind.Refused, code)
        {
            CallersText = callersText,
            Requests = 0,
            IsTaken = taken,
        });
        var error = outcome.Error!;
        string?[] words = [error.ProviderError, error.ProviderDescription, error.ProviderUri, error.Excerpt];
        Assert.That(words, Is.All.Null, "the error has no words of the provider");
        Assert.That(error.Status, Is.Null);
        return outcome;
    }

    /// <inheritdoc cref="AssertRefusedAsync(Func{ValueTask{OAuthOutcome}}, string, string, bool)"/>
    public Task<OAuthOutcome> AssertRefusedAsync(string callback, string code, bool taken = false) =>
        AssertRefusedAsync(
            () => new(FinishAsync(OAuthCallback.FromUrl(callback), Browser.Cookie)), code, callback, taken);

    /// <summary>
    /// Asserts that a login fails after the pending dance was taken from the store: one <c>oauth_error</c> with the
    /// error code, both stores otherwise unchanged to the byte, and neither secrets nor text of the caller in any
    /// error.
    /// </summary>
    /// <param name="finish">The call that must fail.</param>
    /// <param name="kind">The expected kind of outcome.</param>
    /// <param name="code">The expected error code.</param>
    /// <param name="callersText">The text of the callback, which no error may show.</param>
    /// <param name="requests">The number of requests of any kind that reach the provider.</param>
    /// <returns>The outcome of the failed login.</returns>
    public Task<OAuthOutcome> AssertFailedAsync(
        Func<ValueTask<OAuthOutcome>> finish,
        OAuthOutcomeKind kind,
        string code,
        string callersText = "",
        int requests = 1) =>
        AssertFailedAsync(finish, new ExpectedFailure(kind, code) { CallersText = callersText, Requests = requests });

    /// <inheritdoc cref="AssertFailedAsync(Func{ValueTask{OAuthOutcome}}, OAuthOutcomeKind, string, string, int)"/>
    /// <param name="finish">The call that must fail.</param>
    /// <param name="kind">The expected kind of outcome.</param>
    /// <param name="code">The expected error code.</param>
    /// <param name="heard">The signals sent before <c>oauth_error</c>, as in <see cref="SentSignals"/>.</param>
    public Task<OAuthOutcome> AssertFailedAsync(
        Func<ValueTask<OAuthOutcome>> finish, OAuthOutcomeKind kind, string code, params string[] heard) =>
        AssertFailedAsync(finish, new ExpectedFailure(kind, code) { SignalsBefore = heard });

    /// <summary>
    /// Asserts that a callback ends in a failure without a request to the provider and without taking a pending dance.
    /// </summary>
    /// <param name="finish">The call that must fail.</param>
    /// <param name="kind">The expected kind of outcome.</param>
    /// <param name="code">The expected error code.</param>
    /// <returns>The outcome.</returns>
    public Task<OAuthOutcome> AssertLeftAloneAsync(
        Func<ValueTask<OAuthOutcome>> finish, OAuthOutcomeKind kind, string code) =>
        AssertFailedAsync(finish, new ExpectedFailure(kind, code) { Requests = 0, IsTaken = false });

    /// <summary>Asserts that a login does not begin: no dance is saved, and the user is not redirected.</summary>
    /// <param name="begin">The call that must fail.</param>
    /// <param name="code">The expected error code.</param>
    /// <param name="callersText">Text of the caller that no error may show.</param>
    /// <param name="requests">The number of requests of any kind that reach the provider.</param>
    /// <returns>The login that did not begin, with its error.</returns>
    public async Task<OAuthLogin> AssertNotBegunAsync(
        Func<ValueTask<OAuthLogin>> begin, string code, string callersText = "", int requests = 0)
    {
        var before = TakeSnapshot();
        var login = await begin();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((login.IsBegun, login.Error?.Code), Is.EqualTo((false, code)), login.ToString());
            Assert.That(login.Response.Location, Is.Null, "the user is not redirected");
            AssertChangesSince(before, code, requests, []);
            Assert.That(Recorder.TakenLines, Is.EqualTo(before.Taken));
            AssertNoSecretShown(Canary.Texts(login), callersText);
        }
        return login;
    }

    /// <inheritdoc cref="AssertNotBegunAsync(Func{ValueTask{OAuthLogin}}, string, string, int)"/>
    public Task<OAuthLogin> AssertNotBegunAsync(OAuthBeginOptions begin, string code, string callersText = "") =>
        AssertNotBegunAsync(() => Dance.BeginAsync("42", begin), code, callersText);

    private async Task<OAuthOutcome> AssertFailedAsync(
        Func<ValueTask<OAuthOutcome>> finish, ExpectedFailure expected)
    {
        var before = TakeSnapshot();
        var outcome = await finish();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                (outcome.Kind, outcome.Error?.Code), Is.EqualTo((expected.Kind, expected.Code)), outcome.ToString());
            Assert.That(outcome.IsStored, Is.False);
            AssertChangesSince(before, expected.Code, expected.Requests, expected.SignalsBefore);
            var taken = CountLines(Recorder.TakenLines) - CountLines(before.Taken);
            Assert.That(taken, Is.EqualTo(expected.IsTaken ? 1 : 0), "dances taken");
            AssertNoSecretShown(Canary.Texts(outcome), expected.CallersText);
        }
        return outcome;
    }

    private Snapshot TakeSnapshot() => new(
        SentSignals.Count,
        Provider.Requests.Count,
        Recorder.TokenLines,
        Recorder.PendingLines,
        Recorder.TakenLines);

    private void AssertChangesSince(Snapshot before, string code, int requests, string[] signalsBefore)
    {
        Assert.That(
            SentSignals.Skip(before.Signals), Is.EqualTo([.. signalsBefore, $"error {code}"]), "signals");
        Assert.That(Provider.Requests.Skip(before.Requests).ToArray(), Has.Length.EqualTo(requests), "requests");
        Assert.That(Recorder.TokenLines, Is.EqualTo(before.Tokens), "stored tokens, to the byte");
        Assert.That(Recorder.PendingLines, Is.EqualTo(before.Pending), "pending dances, to the byte");
    }

    private void AssertNoSecretShown(IEnumerable<string?> texts, string callersText)
    {
        var ofCaller = callersText.Split('?', '&', '=').Where(part => part.Length > 12).Select(Uri.UnescapeDataString);
        var ofDances = Recorder.SavedDances.SelectMany(dance => new[] { dance.Id, dance.TokenRequestSecret.Reveal() });
        var ofTokens = Recorder.StoredTokens
            .SelectMany(token => token.Fields.Values.Append(token.AccessToken))
            .Select(field => field.Reveal())
            .Where(field => field.Length > 12);
        var cookie = Browser.Cookie.IsEmpty ? [] : new[] { Browser.Cookie.Reveal() };
        string[] secrets = [.. Canary.ClientSecrets, .. ofCaller, .. ofDances, .. ofTokens, .. cookie];
        Canary.AssertNoSecret(texts.Concat(Canary.Texts(Errors.LastOrDefault())), secrets);
    }

    private static int CountLines(string text) => text.Length == 0 ? 0 : text.Split('\n').Length;

    private sealed record Snapshot(int Signals, int Requests, string Tokens, string Pending, string Taken);

    private sealed record ExpectedFailure(OAuthOutcomeKind Kind, string Code)
    {
        public string CallersText { get; init; } = "";

        public int Requests { get; init; } = 1;

        public bool IsTaken { get; init; } = true;

        public string[] SignalsBefore { get; init; } = [];
    }
}
