using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace OAuthHarness.Terminal;

/// <summary>The help of the program, followed by its exit codes.</summary>
internal sealed class HelpWithExitCodes(SynchronousCommandLineAction help) : SynchronousCommandLineAction
{
    public static void AddTo(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new HelpWithExitCodes((SynchronousCommandLineAction)option.Action!);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        var result = WriteHelp(parseResult, output);
        if (parseResult.CommandResult.Command is not RootCommand)
            return result;
        output.WriteLine("Exit codes:");
        foreach (var (code, meaning) in ExitCode.All)
            output.WriteLine($"  {code,3}  {meaning}");
        return result;
    }

    // The library calls the program by the name of its assembly, and people by the name of the tool.
    private int WriteHelp(ParseResult parsed, TextWriter output)
    {
        var text = new StringWriter();
        parsed.InvocationConfiguration.Output = text;
        var result = help.Invoke(parsed);
        parsed.InvocationConfiguration.Output = output;
        output.Write(text.ToString().Replace(RootCommand.ExecutableName, "oauth-harness", StringComparison.Ordinal));
        return result;
    }
}
