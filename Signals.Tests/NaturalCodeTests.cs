using System.Text.RegularExpressions;

namespace Signals.Tests;

/// <summary>Natural user code compiles in a project with the strictest options, without a cast or a warning.</summary>
public partial class NaturalCodeTests
{
    private static readonly (string Name, string Type, string Value)[] Answers =
    [
        ("Text", "string", "\"yes\""),
        ("MaybeText", "string?", "\"yes\""),
        ("Number", "int", "7"),
        ("MaybeNumber", "int?", "7"),
        ("Truth", "bool", "true"),
        ("Object", "object", "\"yes\""),
        ("Vote", "Vote", "Vote.No"),
        ("Task", "Task", "Task.CompletedTask"),
    ];

    [Test]
    public async Task Every_natural_receiver_compiles_without_a_warning_and_keeps_its_answer()
    {
        using var project = Project();
        project.Write("LostAnswers.cs", null);
        var build = await project.DotnetAsync("build");
        Assert.That(build.ExitCode, Is.Zero, build.Output);
        Assert.That(build.Output, Does.Contain("0 Warning(s)"));

        var run = await project.RunAsync("NaturalCode");
        Assert.That(run.ExitCode, Is.Zero, run.Output);
        Assert.That(run.Output, Does.EndWith(" receivers, 0 lost" + Environment.NewLine));
    }

    [Test]
    public async Task A_receiver_whose_answer_would_be_lost_does_not_compile()
    {
        using var project = Project();
        var lines = project.Read("LostAnswers.cs").Split('\n').Index();
        var connects = lines.Where(line => line.Item.Contains(".Connect("));
        var build = await project.DotnetAsync("build");
        var refused = CompileErrors().Matches(build.Output)
            .Select(match => int.Parse(match.Groups[1].ValueSpan))
            .Distinct();
        Assert.That(refused, Is.EquivalentTo(connects.Select(line => line.Index + 1)));
    }

    // A file for each type of answer: the compiler chooses an overload by the types in the code.
    private static UserProject Project()
    {
        var project = new UserProject("NaturalCode");
        var template = project.Read("EveryNAME.cs");
        foreach (var (name, type, value) in Answers)
        {
            var text = template.Replace("NAME", name).Replace("ANSWER", type).Replace("VALUE", value);
            project.Write($"Every{name}.cs", text);
        }
        project.Write("EveryNAME.cs", null);
        var forms = string.Join(", ", Answers.Select(answer => $".. Every{answer.Name}.Forms"));
        project.Write("Program.cs", project.Read("Program.cs").Replace(".. EveryNAME.Forms", forms));
        return project;
    }

    [GeneratedRegex(@"LostAnswers\.cs\((\d+),\d+\): error CS")]
    private static partial Regex CompileErrors();
}
