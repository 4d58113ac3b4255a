using System.Globalization;
using System.Text;

namespace Measures;

/// <summary>The measures of all projects as a Markdown table, with the goals below.</summary>
public static class MeasureTable
{
    private static readonly (string Title, string Goal, Func<ProjectMeasures, string> Value)[] Columns =
    [
        ("Project", "goal", project => project.Name),
        ("files", "", project => Text(project.Files)),
        ("lines", "", project => Text(project.Lines)),
        ("median file", "≤ 50", project => Text(project.MedianFile)),
        ("largest", "≤ 350", project => Text(project.LargestFile)),
        ("column p95", "≤ 119", project => Text(project.ColumnsP95)),
        ("> 120", "≤ 4.8 %", project => Share(project, 120)),
        ("> 140", "≤ 2.1 %", project => Share(project, 140)),
        ("> 160", "≤ 0.7 %", project => Share(project, 160)),
        ("not exempt", "0", project => Text(project.NotExempt)),
        ("tuple assignments", "0", project => Text(project.TupleAssignments)),
        ("two ?: a line", "0", project => Text(project.ConditionalChains)),
        ("> 5 parameters", "0", project => Text(project.LongParameterLists)),
        ("deepest nesting", "≤ 3", project => Text(project.DeepestNesting)),
        ("pronoun subjects", "0", project => Text(project.PronounSubjectCount)),
    ];

    public static string Print(IEnumerable<ProjectMeasures> projects)
    {
        var table = new StringBuilder();
        Add(table, Columns.Select(column => column.Title));
        Add(table, Columns.Select((_, number) => number == 0 ? "---" : "--:"));
        foreach (var project in projects)
            Add(table, Columns.Select(column => column.Value(project)));
        Add(table, Columns.Select(column => column.Goal));
        return table.ToString();
    }

    private static void Add(StringBuilder table, IEnumerable<string> cells) =>
        table.Append("| ").AppendJoin(" | ", cells).AppendLine(" |");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Share(ProjectMeasures project, int columns) =>
        project.ShareOver(columns).ToString("0.0 '%'", CultureInfo.InvariantCulture);
}
