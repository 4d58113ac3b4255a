using System.CommandLine;
using System.Net;
using System.Text.Json.Nodes;
using OAuthClient.Testing;
using OAuthHarness.Terminal;

namespace OAuthHarness.Commands;

/// <summary>The command <c>serve</c>: the pretend provider, to log in at without a network.</summary>
internal static class ServeCommand
{
    private static readonly Option<int?> Port = new("--port") { Description = "The port; by default a free one." };

    private static readonly Option<string?> Misbehave = new("--misbehave")
    {
        Description = $"The mistake to make, one of: {string.Join(", ", MisbehaviorWords.All)}.",
        HelpName = "WORD",
    };

    private static readonly Option<int?> Lifetime = new("--token-lifetime")
    {
        Description = "The seconds that an access token lives; by default 3600.",
    };

    static ServeCommand() => Misbehave.CompletionSources.Add(_ => MisbehaviorWords.All);

    public static Command Create()
    {
        var command = new Command(
            "serve", "Runs a pretend provider on this machine until Ctrl-C, with endpoints for every grant.")
        {
            Port, Misbehave, Lifetime,
        };
        CommandRun.SetAction(command, RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(CommandRun run)
    {
        await using var provider = Listen(run.Parsed.GetValue(Port));
        if (run.Parsed.GetValue(Misbehave) is { } word)
            provider.Misbehave = MisbehaviorWords.Parse(word);
        if (run.Parsed.GetValue(Lifetime) is { } seconds)
            provider.AccessTokenLifetime = TimeSpan.FromSeconds(seconds);
        Write(run, provider);
        run.Tell(
            "Any login is allowed by a button on its page. Try in another terminal: oauth-harness login "
            + $"{provider.Issuer} --client-id {PretendProvider.ClientId} --client-secret '{PretendProvider.ClientSecret}' "
            + $"--api {provider.OAuth2.ApiBaseUrl} --save pretend");
        run.Tell("Ctrl-C ends the provider.");
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, run.CancellationToken);
        }
        // Ctrl-C is how the command ends.
        catch (OperationCanceledException) { }
        return ExitCode.Success;
    }

    private static PretendProvider Listen(int? port)
    {
        try
        {
            return port is { } given ? PretendProvider.Listen(given) : PretendProvider.Listen();
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new HarnessException(ExitCode.WrongUse, $"There is no port {port}. Give --port 1 to 65535, or none.");
        }
        catch (HttpListenerException taken)
        {
            throw new HarnessException(
                ExitCode.WrongUse,
                $"The port {port} cannot be had: {PlainText.Of(taken.Message)}. Give another --port, or none for a free one.",
                taken);
        }
    }

    private static void Write(CommandRun run, PretendProvider provider)
    {
        var facts = new Dictionary<string, string?>
        {
            ["issuer"] = provider.Issuer,
            ["client_id"] = PretendProvider.ClientId,
            ["client_secret"] = PretendProvider.ClientSecret,
            ["authorization_endpoint"] = provider.OAuth2.AuthorizationEndpoint,
            ["token_endpoint"] = provider.OAuth2.TokenEndpoint,
            ["device_authorization_endpoint"] = provider.OAuth2.DeviceAuthorizationEndpoint,
            ["introspection_endpoint"] = provider.OAuth2.IntrospectionEndpoint,
            ["revocation_endpoint"] = provider.OAuth2.RevocationEndpoint,
            ["registration_endpoint"] = provider.OAuth2.RegistrationEndpoint,
            ["oauth1_temporary_credential_endpoint"] = provider.OAuth1.TemporaryCredentialEndpoint,
            ["oauth1_authorization_endpoint"] = provider.OAuth1.AuthorizationEndpoint,
            ["oauth1_token_endpoint"] = provider.OAuth1.TokenEndpoint,
            ["api"] = provider.OAuth2.ApiBaseUrl,
            ["misbehavior"] = MisbehaviorWords.Of(provider.Misbehave),
        };
        if (run.IsJson)
        {
            var members = facts.Select(fact => KeyValuePair.Create(fact.Key, (JsonNode?)fact.Value));
            JsonText.Write(run, new JsonObject(members));
            return;
        }
        var table = DataTable.OfFacts();
        foreach (var (name, value) in facts)
            table.Add(name, value ?? "");
        table.Write(run);
    }
}
