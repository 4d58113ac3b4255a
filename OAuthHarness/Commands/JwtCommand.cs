using System.CommandLine;
using System.Text.Json.Nodes;
using OAuthHarness.Terminal;

namespace OAuthHarness.Commands;

/// <summary>The command <c>jwt decode</c>: reads a JSON Web Token, and verifies nothing.</summary>
internal static class JwtCommand
{
    private const string Warning = "Nothing was verified: neither the signature, nor the issuer, nor the times.";

    private static readonly Argument<string?> Token = new("token")
    {
        Description = "The token; - or none reads stdin.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Command Create()
    {
        var decode = new Command("decode", $"Shows the header and the claims of a token. {Warning}") { Token };
        CommandRun.SetAction(decode, DecodeAsync);
        return new("jwt", "Reads JSON Web Tokens.") { decode };
    }

    private static async Task<int> DecodeAsync(CommandRun run)
    {
        var jwt = DecodedJwt.Parse(await ReadAsync(run));
        var times = jwt.ReadTimes(TimeProvider.System.GetUtcNow()).ToList();
        var json = new JsonObject { ["header"] = jwt.Header, ["claims"] = jwt.Claims, ["verified"] = false };
        if (run.IsJson)
        {
            json["times"] = JsonText.ObjectOf(times);
            JsonText.Write(run, json);
            return ExitCode.Success;
        }
        JsonText.Write(run, json);
        var table = DataTable.OfFacts();
        foreach (var (name, text) in times)
            table.Add(name, text);
        table.Add("signature", jwt.Signature);
        table.Write(run);
        run.Tell(Warning);
        return ExitCode.Success;
    }

    private static async Task<string> ReadAsync(CommandRun run)
    {
        var given = run.Parsed.GetValue(Token);
        if (given is not (null or "-"))
            return given;
        if (given is null && !Console.IsInputRedirected)
            given = await run.Prompt.AskAsync(null, "TOKEN", "Which token?", run.CancellationToken);
        else
            given = await Console.In.ReadToEndAsync(run.CancellationToken);
        return given.Trim().Length > 0 ? given : throw new HarnessException(
            ExitCode.WrongUse, "There is no token on stdin. Give it as the argument, or pipe it in.");
    }
}
