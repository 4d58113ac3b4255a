using System.CommandLine;
using OAuthHarness.Terminal;

namespace OAuthHarness.Race;

/// <summary>The command <c>race</c>, and two hidden commands that start its processes.</summary>
internal static class RaceCommand
{
    public static Command All
    {
        get
        {
            var options = new RaceOptions();
            var command = options.AddTo(new(
                "race",
                "Lets processes renew one token against a provider that detects reuse, and counts what is lost."));
            command.Add(Provider);
            command.Add(Worker);
            CommandRun.SetAction(command, run => RunAsync(run.Parsed, options));
            return command;
        }
    }

    private static Command Provider
    {
        get
        {
            var kind = new Argument<string>("kind");
            var command = new Command("provider") { kind };
            command.Hidden = true;
            command.SetAction((parsed, _) =>
                RaceProvider.RunAsync(parsed.GetRequiredValue(kind), Console.In, Console.Out));
            return command;
        }
    }

    private static Command Worker
    {
        get
        {
            var url = new Argument<string>("url");
            var store = new Argument<string>("store");
            var place = new Argument<string>("place");
            var callers = new Argument<int>("callers");
            var owner = new Argument<string>("owner");
            var command = new Command("worker") { url, store, place, callers, owner };
            command.Hidden = true;
            command.SetAction(async (parsed, _) =>
            {
                var tokens = await RaceStores.OpenAsync(
                    parsed.GetRequiredValue(store), parsed.GetRequiredValue(place));
                var worker = new RaceWorker(parsed.GetRequiredValue(url), tokens, parsed.GetRequiredValue(owner));
                await worker.RunAsync(parsed.GetRequiredValue(callers), Console.In, Console.Out);
            });
            return command;
        }
    }

    private static async Task<int> RunAsync(ParseResult parsed, RaceOptions options)
    {
        if (options.FindMistake(parsed) is { } mistake)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(mistake);
            return 2;
        }
        var folder = options.IsLocal(parsed) ? Directory.CreateTempSubdirectory("race-").FullName : null;
        try
        {
            var setup = options.ToSetup(parsed, folder);
            var report = await new Race(setup).RunAsync(options.Rounds(parsed));
            await parsed.InvocationConfiguration.Output.WriteLineAsync(report.ToString());
            return report.IsPassed(setup.Provider) ? 0 : 1;
        }
        finally
        {
            if (folder is not null)
                Directory.Delete(folder, recursive: true);
        }
    }
}
