using System.CommandLine;

namespace OAuthHarness.Prove;

/// <summary>The command <c>prove</c>.</summary>
internal static class ProveCommand
{
    public static Command All
    {
        get
        {
            var options = new ProveOptions();
            var command = options.AddTo(new(
                "prove",
                "Lets every call of a login, a refresh and a sign-out fail in every way, and checks what is left."));
            command.SetAction((parsed, _) => RunAsync(parsed, options));
            return command;
        }
    }

    private static async Task<int> RunAsync(ParseResult parsed, ProveOptions options)
    {
        if (options.FindMistake(parsed) is { } mistake)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(mistake);
            return 2;
        }
        var report = new ProveReport(parsed.InvocationConfiguration.Output, options.IsVerbose(parsed));
        var folder = Directory.CreateTempSubdirectory("prove-").FullName;
        try
        {
            report.WriteHead();
            var proof = new Proof(options.ToSetup(parsed));
            foreach (var name in options.Stores(parsed))
            {
                var stores = await StorePlace.PrepareAsync(name, folder, options.Connect(parsed));
                foreach (var result in await proof.RunAsync(stores))
                    report.Write(result);
            }
            report.WriteSum();
            return report.HasFalls ? 1 : 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
