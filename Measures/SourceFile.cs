using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Measures;

/// <summary>A C# file, parsed.</summary>
public sealed class SourceFile
{
    public SourceFile(string path, string text)
    {
        Path = path;
        Tree = CSharpSyntaxTree.ParseText(text);
        Lines = text.TrimEnd('\n').Split('\n');
    }

    /// <summary>The path from the root of the repository, with slashes.</summary>
    public string Path { get; }

    public SyntaxTree Tree { get; }

    public IReadOnlyList<string> Lines { get; }

    /// <summary>The line of a node or a token, counted from one.</summary>
    public int LineOf(int position) => Tree.GetText().Lines.GetLinePosition(position).Line + 1;
}
