using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace OAuthClient.Tests;

/// <summary>
/// Compiles a code block of a document as a separate program with top-level statements and nullable reference types.
/// </summary>
internal static class DocumentCompiler
{
    // The implicit usings of an SDK project, except System.IO and System.Net.Http. A code block that needs these
    // namespaces has using directives for them.
    private const string Preamble = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    // The implicit usings that a web project has in addition to those of a console project.
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

    // An example that uses one of these namespaces is for a host, whose assemblies and usings it gets.
    private static readonly string[] HostNamespaces = ["OAuthClient.AspNetCore", "OAuthClient.Extensions"];

    // CS1701, CS1702: a reference to one version of an assembly may be resolved to a different version, as at run time.
    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.ConsoleApplication,
        nullableContextOptions: NullableContextOptions.Enable,
        specificDiagnosticOptions:
        [
            new("CS1701", ReportDiagnostic.Suppress),
            new("CS1702", ReportDiagnostic.Suppress),
        ]);

    private static readonly CSharpParseOptions Language = new(LanguageVersion.Latest);

    private static readonly string[] Assemblies = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    private static readonly MetadataReference[] WebReferences =
    [
        .. Assemblies.Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly MetadataReference[] References =
    [
        .. WebReferences.Where(reference => !IsForWebOnly(reference.Display!)),
    ];

    /// <returns>
    /// The errors and warnings of the compiler, each with its line number in the document; empty when the code block
    /// compiles without a warning.
    /// </returns>
    public static IReadOnlyList<string> GetWarnings(DocumentBlock block) =>
    [
        .. from diagnostic in Compile(block).GetDiagnostics()
           where diagnostic.Severity >= DiagnosticSeverity.Warning
           let line = block.Line + diagnostic.Location.GetLineSpan().StartLinePosition.Line
           let message = diagnostic.GetMessage(CultureInfo.InvariantCulture)
           select $"{block.File}:{line}: {diagnostic.Id}: {message}",
    ];

    public static CSharpCompilation Compile(DocumentBlock block)
    {
        var isWeb = HostNamespaces.Any(name => block.Text.Contains($"using {name};", StringComparison.Ordinal));
        SyntaxTree[] trees =
        [
            CSharpSyntaxTree.ParseText(isWeb ? Preamble + '\n' + WebPreamble : Preamble, Language),
            CSharpSyntaxTree.ParseText(block.Text, Language),
        ];
        return CSharpCompilation.Create("program", trees, isWeb ? WebReferences : References, Options);
    }

    private static bool IsForWebOnly(string path) =>
        path.Contains("Microsoft.AspNetCore.App", StringComparison.Ordinal)
        || path.EndsWith("OAuthClient.AspNetCore.dll", StringComparison.Ordinal);
}
