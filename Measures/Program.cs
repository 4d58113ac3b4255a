using Measures;

// Prints how the source reads: lines, files, comments, by project. dotnet run --project Measures
var root = SourceTree.FindRoot(Environment.CurrentDirectory);
var projects = SourceTree.Projects(root)
    .Select(project => new ProjectMeasures(project, SourceTree.Files(root, project)))
    .ToArray();
Console.WriteLine(MeasureTable.Print(projects));
foreach (var finding in projects.SelectMany(project => project.Findings).Take(args.Contains("--all") ? int.MaxValue : 20))
    Console.WriteLine(finding);
