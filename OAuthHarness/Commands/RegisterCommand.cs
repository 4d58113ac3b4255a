using System.CommandLine;
using System.Text.Json.Nodes;
using OAuthClient;
using OAuthClient.Discovery;
using OAuthClient.OAuth2;
using OAuthHarness.Profiles;
using OAuthHarness.Terminal;

namespace OAuthHarness.Commands;

/// <summary>The command <c>register</c>: registers a client at an issuer (RFC 7591), and saves it.</summary>
internal static class RegisterCommand
{
    private static readonly Option<string?> ClientName = new("--name")
    {
        Description = "The name that users see; by default oauth-harness.",
    };

    private static readonly Option<string?> AccessToken = new("--initial-access-token")
    {
        Description = "The token that the provider wants of programs that register. env:NAME takes it from the environment.",
    };

    private static readonly Option<string[]> GrantTypes = new("--grant-type")
    {
        Description = "Grant types to register; by default authorization_code and refresh_token.",
    };

    public static Command Create()
    {
        var command = new Command("register", "Registers a client at an issuer (RFC 7591), and saves it as a profile.")
        {
            ProfileOptions.Provider, ClientName, AccessToken, GrantTypes, ProfileOptions.RedirectUri,
            ProfileOptions.Scopes, ProfileOptions.Store, ProfileOptions.Save,
            Managing("read", "Reads the registration of a profile at the provider.", ReadAsync),
            Managing("update", "Gives the provider the facts about the client again.", UpdateAsync),
            Managing("delete", "Deletes the registration at the provider, and the profile.", DeleteAsync),
        };
        CommandRun.SetAction(command, RegisterAsync);
        return command;
    }

    // RFC 7592.
    private static Command Managing(string name, string description, Func<CommandRun, Task<int>> act)
    {
        var command = new Command(name, description) { ClientName };
        CommandRun.SetAction(command, act);
        return command;
    }

    private static async Task<int> RegisterAsync(CommandRun run)
    {
        var profile = await ProfileResolution.DescribeAsync(run);
        profile = profile with
        {
            Name = run.Parsed.GetValue(ProfileOptions.Save) ?? profile.Name,
            RedirectUri = ProfileRedirectUri.Of(profile),
        };
        ProfileName.Check(profile.Name);
        if (profile.ClientId.Length > 0 || run.Profiles.Contains(profile.Name))
        {
            throw new HarnessException(
                ExitCode.WrongUse,
                $"The profile '{profile.Name}' exists already. Give the issuer and --save with a new name.");
        }
        var registrar = await CreateAsync(run, profile, await DescribeAsync(run, profile));
        var registration = await registrar.GetAsync(run.CancellationToken);
        profile = WithRegistration(profile, registration);
        await run.Profiles.WriteAsync(profile, run.CancellationToken);
        run.Tell($"Registered, and saved as the profile '{profile.Name}'.");
        Write(run, profile, registration);
        return ExitCode.Success;
    }

    private static Task<int> ReadAsync(CommandRun run) =>
        ManageAsync(run, registrar => registrar.ReadAsync(run.CancellationToken));

    private static Task<int> UpdateAsync(CommandRun run) =>
        ManageAsync(run, registrar => registrar.UpdateAsync(run.CancellationToken));

    private static async Task<int> ManageAsync(CommandRun run, Func<ClientRegistrar, Task<ClientRegistration>> act)
    {
        var profile = await ProfileResolution.DescribeAsync(run);
        var registrar = await CreateAsync(run, profile, await DescribeAsync(run, profile));
        var registration = await act(registrar);
        profile = WithRegistration(profile, registration);
        // The provider may have given another secret.
        await run.Profiles.WriteAsync(profile, run.CancellationToken);
        Write(run, profile, registration);
        return ExitCode.Success;
    }

    private static async Task<int> DeleteAsync(CommandRun run)
    {
        var profile = await ProfileResolution.DescribeAsync(run);
        var registrar = await CreateAsync(run, profile, await DescribeAsync(run, profile));
        await registrar.DeleteAsync(run.CancellationToken);
        run.Profiles.Delete(profile.Name);
        run.Tell($"Deleted the registration and the profile '{profile.Name}'.");
        return ExitCode.Success;
    }

    private static async Task<OAuth2Provider> DescribeAsync(CommandRun run, Profile profile) =>
        await ProfileProvider.DescribeAsync(run, profile) is OAuth2Provider { RegistrationEndpoint: not null } provider
            ? provider
            : throw new HarnessException(
                ExitCode.WrongUse,
                "The provider registers no clients by itself. Register on its site, and give --client-id.");

    private static async Task<ClientRegistrar> CreateAsync(CommandRun run, Profile profile, OAuth2Provider provider)
    {
        var metadata = new ClientMetadata
        {
            ClientName = run.Parsed.GetValue(ClientName) ?? "oauth-harness",
            RedirectUris = [ProfileRedirectUri.Of(profile)],
            GrantTypes = run.Parsed.GetValue(GrantTypes) ?? [],
            Scopes = profile.Scopes,
        };
        var store = (await ProfileStore.OpenAsync(run, profile)).Registrations;
        var token = EnvironmentText.Resolve(run.Parsed.GetValue(AccessToken) ?? "", "The initial access token");
        return new(provider, metadata, new() { Store = store, Client = profile.Name, InitialAccessToken = token });
    }

    private static Profile WithRegistration(Profile profile, ClientRegistration registration) => profile with
    {
        ClientId = registration.ClientId,
        ClientSecret = registration.ClientSecret,
        Fields = new Dictionary<string, string>(profile.Fields)
        {
            ["token_endpoint_auth_method"] = registration.TokenEndpointAuthMethod,
        },
    };

    private static void Write(CommandRun run, Profile profile, ClientRegistration registration)
    {
        var json = new JsonObject
        {
            ["profile"] = profile.Name,
            ["client_id"] = registration.ClientId,
            ["client_secret"] = registration.ClientSecret.IsEmpty ? null
                : run.ShowsSecrets ? registration.ClientSecret.Reveal() : "***",
            ["client_secret_expires_at"] = registration.ClientSecretExpiresAt?.ToString("O"),
            ["token_endpoint_auth_method"] = registration.TokenEndpointAuthMethod,
            ["grant_types"] = JsonText.ArrayOf(registration.GrantTypes),
            ["redirect_uris"] = JsonText.ArrayOf(registration.RedirectUris),
            ["managed"] = registration.IsManaged,
        };
        if (run.IsJson)
            JsonText.Write(run, json);
        else
            DataTable.WriteFacts(run, json);
    }
}
