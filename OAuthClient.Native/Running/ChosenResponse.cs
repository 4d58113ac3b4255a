namespace OAuthClient.Native.Running;

/// <summary>
/// Tells the response that a receiver chose from the usual one, which is for websites: a redirect to <c>/</c>, or a
/// line of text.
/// </summary>
internal static class ChosenResponse
{
    private const string Decision = "decided: ";
    private const string Usual = "; show the usual";

    /// <returns>The response; null if it is the usual one.</returns>
    public static OAuthResponse? Find(OAuthOutcome outcome, string returnUrl)
    {
        if (outcome.Error is not null)
            return SaysUsual(outcome.Explanation) ? null : outcome.Response;
        // A path is of no site here. An address elsewhere was asked for.
        return outcome.Response == OAuthResponse.Redirect(returnUrl) && returnUrl.StartsWith('/')
            ? null
            : outcome.Response;
    }

    // The outcome of a failure says only in its explanation whether a receiver gave the response.
    private static bool SaysUsual(string explanation)
    {
        var decision = explanation.Split('\n')
            .LastOrDefault(line => line.StartsWith(Decision, StringComparison.Ordinal));
        return decision?.Contains("; show what ", StringComparison.Ordinal) != true
            || decision.EndsWith(Usual, StringComparison.Ordinal);
    }
}
