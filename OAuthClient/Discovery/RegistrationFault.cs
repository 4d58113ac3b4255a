namespace OAuthClient.Discovery;

/// <summary>A fault of an answer.</summary>
/// <param name="Words">The fault, in words that follow "The answer".</param>
/// <param name="Hint">The remedy.</param>
internal sealed record RegistrationFault(string Words, string Hint)
{
    public const string ProviderMistake = "It is the provider's mistake: tell its operator.";
}
