namespace OAuthHarness;

/// <summary>A failure that the program tells in one line: what was wrong, and what to do.</summary>
internal sealed class HarnessException(int exitCode, string message, Exception? inner = null)
    : Exception(message, inner)
{
    public int ExitCode => exitCode;
}
