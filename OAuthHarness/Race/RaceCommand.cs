using System.CommandLine;

namespace OAuthHarness.Race;

/// <summary>The command <c>race</c>, and the two hidden ones that its processes are started with.</summary>
internal static class RaceCommand
{
    public static Command All
    {
        get
        {
            var processes = new Option<int>("--processes") { Description = "How many processes share the store.", DefaultValueFactory = _ => 3 };
            var callers = new Option<int>("--callers") { Description = "How many callers each of them has.", DefaultValueFactory = _ => 200 };
            var rounds = new Option<int>("--rounds") { Description = "How often the token ends.", DefaultValueFactory = _ => 100 };
            var store = new Option<string>("--store") { Description = "The store.", DefaultValueFactory = _ => "file" };
            var connect = new Option<string?>("--connect") { Description = "How to connect: a connection string for postgres, host:port for redis." };
            var provider = new Option<string>("--provider") { Description = "strict: a spent refresh token ends the login. grace: it may be used again for five minutes.", DefaultValueFactory = _ => RaceProvider.Strict };
            var kill = new Option<bool>("--kill") { Description = "Kill a process at random in the middle of each round." };
            store.AcceptOnlyFromAmong(RaceStores.Names);
            provider.AcceptOnlyFromAmong(RaceProvider.Strict, RaceProvider.Grace);
            var command = new Command("race", "Lets processes refresh one token against a provider that detects reuse, and counts what is lost.") { processes, callers, rounds, store, connect, provider, kill, Provider, Worker };
            command.SetAction(async (parsed, _) =>
            {
                var output = parsed.InvocationConfiguration.Output;
                var name = parsed.GetRequiredValue(store);
                var kind = parsed.GetRequiredValue(provider);
                var isLocal = name is "file" or "sqlite";
                if (!isLocal && parsed.GetValue(connect) is null)
                {
                    await parsed.InvocationConfiguration.Error.WriteLineAsync($"The store '{name}' needs --connect: {connect.Description}");
                    return 2;
                }
                var place = isLocal ? Directory.CreateTempSubdirectory("race-").FullName : parsed.GetValue(connect)!;
                try
                {
                    var report = await new Race(name, place, kind, parsed.GetRequiredValue(processes), parsed.GetRequiredValue(callers), parsed.GetValue(kill)).RunAsync(parsed.GetRequiredValue(rounds));
                    await output.WriteLineAsync(report.ToString());
                    return report.IsPassed(kind) ? 0 : 1;
                }
                finally
                {
                    if (isLocal)
                        Directory.Delete(place, recursive: true);
                }
            });
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
            command.SetAction((parsed, _) => RaceProvider.RunAsync(parsed.GetRequiredValue(kind), Console.In, Console.Out));
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
            var command = new Command("worker") { url, store, place, callers };
            command.Hidden = true;
            command.SetAction(async (parsed, _) => await RaceWorker.RunAsync(
                parsed.GetRequiredValue(url), await RaceStores.OpenAsync(parsed.GetRequiredValue(store), parsed.GetRequiredValue(place)), parsed.GetRequiredValue(callers), Console.In, Console.Out));
            return command;
        }
    }
}
