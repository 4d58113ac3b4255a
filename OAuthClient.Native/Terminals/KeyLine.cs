namespace OAuthClient.Native.Terminals;

/// <summary>Reads a line from a Windows console, key by key: what is typed behind the line stays there.</summary>
internal static class KeyLine
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <returns>The line; null at the end of the input.</returns>
    public static async Task<string?> ReadAsync(Action<string> show, CancellationToken cancellationToken)
    {
        var editor = new LineEditor(show);
        try
        {
            while (true)
            {
                var state = PressAvailable(editor);
                if (state != LineState.Typing)
                    return state == LineState.Done ? editor.Text : null;
                await Task.Delay(Pause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            if (editor.HasShown)
                show(Environment.NewLine);
        }
    }

    private static LineState PressAvailable(LineEditor editor)
    {
        var state = LineState.Typing;
        while (state == LineState.Typing && Console.KeyAvailable)
            state = editor.Press(Console.ReadKey(intercept: true).KeyChar);
        return state;
    }
}
