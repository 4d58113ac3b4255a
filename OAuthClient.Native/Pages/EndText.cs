namespace OAuthClient.Native.Pages;

/// <summary>The sign on the page.</summary>
internal enum EndMark
{
    Success,
    Warning,
    Failure,
}

/// <summary>The text of the page, not escaped.</summary>
/// <param name="Mark">The sign.</param>
/// <param name="Title">The event.</param>
/// <param name="Lines">The next steps of the person.</param>
/// <param name="Detail">The cause, for developers; null when there is none.</param>
internal sealed record EndText(EndMark Mark, string Title, IReadOnlyList<string> Lines, string? Detail)
{
    private const string Close = "You can close this tab and go back to the program.";
    private const string Again = "You can close this tab, and begin again in the program.";

    public static EndText Of(OAuthOutcome outcome, string provider) => outcome.Kind switch
    {
        OAuthOutcomeKind.Stored => new(EndMark.Success, $"You are logged in to {provider}", [Close], null),
        OAuthOutcomeKind.NotStored => new(
            EndMark.Warning, $"{provider} logged you in", ["The program did not keep the login.", Close], null),
        OAuthOutcomeKind.Denied => new(
            EndMark.Warning, "You did not allow the login", ["Nothing was changed.", Close], Provider(outcome.Error)),
        OAuthOutcomeKind.InteractionRequired => new(
            EndMark.Warning, $"{provider} has to ask you first", [Again], Provider(outcome.Error)),
        OAuthOutcomeKind.Refused => new(
            EndMark.Failure,
            "This login was refused",
            ["What the browser brought is not what the program asked for.", Again],
            Cause(outcome.Error)),
        OAuthOutcomeKind.ProviderFailed => new(
            EndMark.Failure, $"{provider} did not complete the login", [Hint(outcome.Error), Again], Cause(outcome.Error)),
        _ => new(EndMark.Failure, "The login did not work here", [Hint(outcome.Error), Again], Cause(outcome.Error)),
    };

    private static string Hint(OAuthError? error) => error?.Hint ?? "The program shows what went wrong.";

    private static string? Cause(OAuthError? error) =>
        error is null ? null : $"{error.Code}: {Provider(error) ?? error.Message}";

    // The provider's own words. Any website may have written them, and the page escapes them.
    private static string? Provider(OAuthError? error)
    {
        var words = string.Join(": ", new[] { error?.ProviderError, error?.ProviderDescription }.OfType<string>());
        return words.Length > 0 ? words : null;
    }
}
