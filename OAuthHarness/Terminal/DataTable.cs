using System.Text.Json.Nodes;
using Spectre.Console;

namespace OAuthHarness.Terminal;

/// <summary>
/// A table on stdout. At a terminal it fits the width, and long cells are wrapped; in a pipe each row is one line.
/// </summary>
internal sealed class DataTable
{
    // Spectre.Console refuses to draw in no width at all.
    private const int MinWidth = 20;

    // A column of values would be so narrow in less that no address fits.
    private const int FactsWidth = 60;

    private readonly List<string[]> _rows = [];
    private readonly Table _table = new() { Border = TableBorder.None, ShowHeaders = true };

    public DataTable(params IEnumerable<string> columns)
    {
        foreach (var column in columns)
            _table.AddColumn(new TableColumn(Markup.Escape(column)) { Padding = new(0, 0, 2, 0) });
    }

    /// <summary>A table of names and values, without a header.</summary>
    public static DataTable OfFacts()
    {
        var table = new DataTable("", "");
        table._table.ShowHeaders = false;
        table._table.Columns[0].NoWrap = true;
        return table;
    }

    /// <summary>Writes the members of an object that have a value.</summary>
    public static void WriteFacts(CommandRun run, JsonObject facts)
    {
        var table = OfFacts();
        foreach (var (name, value) in facts)
        {
            var text = value switch
            {
                null => "",
                JsonArray items => string.Join(' ', items.Select(item => (string)item!)),
                JsonObject pairs => string.Join(' ', pairs.Select(pair => $"{pair.Key}={pair.Value}")),
                _ => value.ToString(),
            };
            if (text.Length > 0)
                table.Add(name, text);
        }
        table.Write(run);
    }

    public void Add(params IEnumerable<string> cells)
    {
        string[] row = [.. cells.Select(PlainText.Of)];
        _rows.Add(row);
        _table.AddRow(row.Select(cell => new Text(cell)));
    }

    public void Write(CommandRun run)
    {
        var isTerminal = ReferenceEquals(run.Data, Console.Out) && !Console.IsOutputRedirected;
        var width = isTerminal ? Math.Max(Console.WindowWidth, MinWidth) : short.MaxValue;
        if (width < FactsWidth && !_table.ShowHeaders)
            WriteStacked(run.Data);
        else
            WriteTable(run.Data, width);
    }

    // The terminal itself breaks the lines, so that an address can be copied whole.
    private void WriteStacked(TextWriter data)
    {
        foreach (var row in _rows)
        {
            data.WriteLine($"{row[0]}:");
            data.WriteLine($"  {row[1]}");
        }
    }

    private void WriteTable(TextWriter data, int width)
    {
        var text = new StringWriter();
        var console = AnsiConsole.Create(new()
        {
            Out = new AnsiConsoleOutput(text),
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = width;
        console.Write(_table);
        foreach (var line in text.ToString().TrimEnd('\r', '\n').Split('\n'))
            data.WriteLine(line.TrimEnd());
    }
}
