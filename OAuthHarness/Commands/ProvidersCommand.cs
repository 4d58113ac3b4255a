using System.CommandLine;
using System.Text.Json.Nodes;
using OAuthHarness.Terminal;

namespace OAuthHarness.Commands;

/// <summary>The command <c>providers</c>: the presets, or all that is known of one.</summary>
internal static class ProvidersCommand
{
    private static readonly Argument<string?> Name = new("name")
    {
        Description = "A preset; all without.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Command Create()
    {
        var command = new Command(
            "providers", "Lists the presets of known providers, or shows endpoints, options and quirks of one.") { Name };
        CommandRun.SetAction(command, run =>
        {
            if (run.Parsed.GetValue(Name) is { } name)
                Show(run, PresetDescription.Find(name));
            else
                List(run);
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static void List(CommandRun run)
    {
        var presets = PresetDescription.All;
        if (run.IsJson)
        {
            JsonText.Write(run, new JsonArray([.. presets.Select(preset => preset.ToJson())]));
            return;
        }
        var table = new DataTable("NAME", "PROVIDER", "PROTOCOL", "OPTIONS");
        foreach (var preset in presets)
            table.Add(preset.Name, preset.Title, preset.Protocol, string.Join(' ', preset.Options.Keys));
        table.Write(run);
    }

    private static void Show(CommandRun run, PresetDescription preset)
    {
        if (run.IsJson)
        {
            JsonText.Write(run, preset.ToJson());
            return;
        }
        var table = DataTable.OfFacts();
        table.Add("name", preset.Name);
        foreach (var (name, value) in preset.Values)
            table.Add(name, value);
        foreach (var (option, summary) in preset.Options)
            table.Add($"--option {option}", summary);
        foreach (var quirk in preset.Quirks)
            table.Add("quirk", quirk);
        foreach (var note in preset.Notes)
            table.Add("note", note);
        table.Write(run);
        run.Tell($"Say 'oauth-harness login {preset.Name} --client-id …' to log in.");
    }
}
