using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace OAuthClient.Tests;

/// <summary>Compiles a block of a document as a program of its own: top-level statements, nullable on, every warning an error.</summary>
internal static class DocumentCompiler
{
    // What an SDK project with ImplicitUsings has, except for files and HTTP, which a block names if it needs them.
    private const string Preamble = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    // CS1701, CS1702: one version of an assembly stands for another, as at run time.
    private static readonly CSharpCompilationOptions Options = new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable)
        .WithSpecificDiagnosticOptions([new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]);

    private static readonly CSharpParseOptions Language = new(LanguageVersion.Latest);

    // A reader's program has no ASP.NET; the tests have, for a server to dance with.
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(path => !path.Contains("Microsoft.AspNetCore.App", StringComparison.Ordinal)).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <returns>The complaints, each with its line in the document; empty when it compiles.</returns>
    public static IReadOnlyList<string> Complaints(DocumentBlock block)
    {
        SyntaxTree[] trees = [CSharpSyntaxTree.ParseText(Preamble, Language), CSharpSyntaxTree.ParseText(block.Text, Language)];
        return
        [
            .. from diagnostic in CSharpCompilation.Create("Block", trees, References, Options).GetDiagnostics()
               where diagnostic.Severity >= DiagnosticSeverity.Warning
               let line = block.Line + diagnostic.Location.GetLineSpan().StartLinePosition.Line
               select $"{block.File}:{line}: {diagnostic.Id}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}",
        ];
    }
}
