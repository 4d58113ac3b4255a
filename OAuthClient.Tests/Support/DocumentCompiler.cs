using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace OAuthClient.Tests;

/// <summary>
/// Compiles a block of a document as a program of its own: top-level statements, nullable on, every warning an error.
/// </summary>
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

    // What a web project has besides.
    private const string WebPreamble = """
        global using System.IO;
        global using System.Net.Http;
        global using System.Net.Http.Json;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        """;

    // CS1701, CS1702: one version of an assembly stands for another, as at run time.
    private static readonly CSharpCompilationOptions Options = new CSharpCompilationOptions(
        OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable)
        .WithSpecificDiagnosticOptions([
            new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress),
        ]);

    private static readonly CSharpParseOptions Language = new(LanguageVersion.Latest);

    private static readonly string[] Assemblies = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(
        Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    private static readonly MetadataReference[] WebReferences =
    [
        .. Assemblies.Select(path => MetadataReference.CreateFromFile(path)),
    ];

    // A program that is no web program has no ASP.NET.
    private static readonly MetadataReference[] References =
        [
            .. WebReferences.Where(reference => !reference.Display!.Contains(
                "Microsoft.AspNetCore.App", StringComparison.Ordinal)
                    && !reference.Display.EndsWith("OAuthClient.AspNetCore.dll", StringComparison.Ordinal)),
        ];

    /// <returns>The complaints, each with its line in the document; empty when it compiles.</returns>
    public static IReadOnlyList<string> GetWarnings(DocumentBlock block)
    {
        return
        [
            .. from diagnostic in Compile(block).GetDiagnostics()
               where diagnostic.Severity >= DiagnosticSeverity.Warning
               let line = block.Line + diagnostic.Location.GetLineSpan().StartLinePosition.Line
               select $"{block.File}:{line}: {diagnostic.Id}: {diagnostic.GetMessage(
                   System.Globalization.CultureInfo.InvariantCulture)}",
        ];
    }

    public static CSharpCompilation Compile(DocumentBlock block)
    {
        var isWeb = block.Text.Contains("using OAuthClient.AspNetCore;", StringComparison.Ordinal);
        SyntaxTree[] trees =
        [
            CSharpSyntaxTree.ParseText(isWeb ? Preamble + '\n' + WebPreamble : Preamble, Language),
            CSharpSyntaxTree.ParseText(block.Text, Language),
        ];
        return CSharpCompilation.Create("program", trees, isWeb ? WebReferences : References, Options);
    }
}
