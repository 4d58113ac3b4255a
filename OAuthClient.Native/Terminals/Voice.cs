using System.Globalization;

namespace OAuthClient.Native.Terminals;

/// <summary>
/// Tells people what happens, a block of lines at a time: blocks of ways that run side by side are not mixed. Control
/// characters and marks that turn text around are left out.
/// </summary>
internal sealed class Voice(INativeTerminal terminal)
{
    private readonly Lock _lock = new();

    /// <summary>Where the lines go.</summary>
    public INativeTerminal Terminal => terminal;

    public void Tell(params IEnumerable<string> lines)
    {
        if (!terminal.CanShow)
            return;
        lock (_lock)
        {
            foreach (var line in lines)
                terminal.WriteLine(Clean(line));
        }
    }

    /// <summary>Leaves out what a terminal would obey or not show.</summary>
    public static string Clean(string text) => string.Concat(text.Where(IsShown));

    private static bool IsShown(char letter) => char.GetUnicodeCategory(letter) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned);
}
