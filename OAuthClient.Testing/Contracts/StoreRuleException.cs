namespace OAuthClient.Testing.Contracts;

/// <summary>A store breaks a rule of its contract.</summary>
/// <remarks>The message says which rule, what the rule expected, and what came.</remarks>
public sealed class StoreRuleException : Exception
{
    internal StoreRuleException(string rule, string expected, string actual, Exception cause)
        : base($"The store breaks a rule. {rule}. Expected: {expected}. Came: {actual}", cause)
    {
        Rule = rule;
        Expected = expected;
        Actual = actual;
    }

    /// <summary>The name of the rule (<see cref="StoreRule{TSubject}.Name"/>).</summary>
    public string Rule { get; }

    /// <summary>What the rule expected.</summary>
    public string Expected { get; }

    /// <summary>What came instead.</summary>
    public string Actual { get; }
}
