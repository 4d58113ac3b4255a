using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Measures;

/// <summary>
/// Lines that do more than one thing, and declarations that ask for too much. Each method gives line numbers.
/// </summary>
public static class SyntaxRules
{
    public const int MostParameters = 5;
    public const int DeepestNesting = 3;

    /// <summary>Assignments of a tuple to several targets. A declaration that takes a tuple apart is none.</summary>
    public static IEnumerable<(int Line, int Targets)> TupleAssignments(SourceFile file) =>
        from assignment in Nodes<AssignmentExpressionSyntax>(file)
        where assignment.Left is TupleExpressionSyntax
        let tuple = (TupleExpressionSyntax)assignment.Left
        where !tuple.Arguments.Any(argument => argument.Expression is DeclarationExpressionSyntax)
        select (file.LineOf(assignment.SpanStart), tuple.Arguments.Count);

    /// <summary>Lines with two or more conditional expressions.</summary>
    public static IEnumerable<int> ConditionalChains(SourceFile file) =>
        from conditional in Nodes<ConditionalExpressionSyntax>(file)
        group conditional by file.LineOf(conditional.QuestionToken.SpanStart) into line
        where line.Count() > 1
        select line.Key;

    /// <summary>Declarations with more than five parameters. The receiver of an extension method is none.</summary>
    public static IEnumerable<int> LongParameterLists(SourceFile file) =>
        from list in Nodes<BaseParameterListSyntax>(file)
        where list.Parameters.Count(parameter => !parameter.Modifiers.Any(SyntaxKind.ThisKeyword)) > MostParameters
        select file.LineOf(list.SpanStart);

    /// <summary>How deep the control statements of each method are nested.</summary>
    public static IEnumerable<int> Nestings(SourceFile file) =>
        from method in Nodes<BaseMethodDeclarationSyntax>(file)
        select method.DescendantNodes().Where(IsControl).Select(Depth).DefaultIfEmpty(0).Max();

    /// <summary>Control statements that are nested more than three deep.</summary>
    public static IEnumerable<int> DeepNestings(SourceFile file) =>
        from node in Nodes<SyntaxNode>(file)
        where IsControl(node) && Depth(node) == DeepestNesting + 1
        select file.LineOf(node.SpanStart);

    private static int Depth(SyntaxNode node) =>
        node.AncestorsAndSelf().TakeWhile(ancestor => ancestor is not BaseMethodDeclarationSyntax).Count(IsControl);

    // An "else if" is not deeper than its "if".
    private static bool IsControl(SyntaxNode node) => node switch
    {
        IfStatementSyntax { Parent: ElseClauseSyntax } => false,
        IfStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax => true,
        DoStatementSyntax or SwitchStatementSyntax or TryStatementSyntax or LockStatementSyntax => true,
        _ => false,
    };

    private static IEnumerable<T> Nodes<T>(SourceFile file) where T : SyntaxNode =>
        file.Tree.GetRoot().DescendantNodes().OfType<T>();
}
