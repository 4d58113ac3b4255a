using OAuthClient.Native;

namespace OAuthHarness.Terminal;

/// <summary>The terminal of a native login: lines go to stderr, and a person pastes at a terminal only.</summary>
internal sealed class HarnessTerminal(CommandRun run) : INativeTerminal
{
    private readonly ConsoleTerminal _console = new();

    public bool CanShow => true;

    public bool CanAsk => run.Prompt.IsPossible;

    public int? Columns => run.People.Profile.Out.IsTerminal ? run.People.Profile.Width : null;

    // Without wrapping: a person copies the address, and a QR code must stay whole.
    public void WriteLine(string line) => run.People.Profile.Out.Writer.WriteLine(line);

    public ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken) =>
        _console.ReadLineAsync(cancellationToken);
}
