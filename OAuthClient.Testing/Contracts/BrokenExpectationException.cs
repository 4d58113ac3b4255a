namespace OAuthClient.Testing.Contracts;

/// <summary>A check found something else than it expected.</summary>
internal sealed class BrokenExpectationException(string expected, string actual) : Exception
{
    public string Expected => expected;

    public string Actual => actual;
}
