using System.CommandLine;
using OAuthClient.Presets;
using OAuthHarness.Terminal;

namespace OAuthHarness.Profiles;

/// <summary>The arguments that make a profile for one run, or replace values of a saved one.</summary>
internal static class ProfileOptions
{
    public static readonly Argument<string?> Provider = new("provider")
    {
        Description = "A saved profile, a preset such as github, or an issuer such as https://login.example.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static readonly Option<string?> ClientId = new("--client-id") { Description = "The client id." };

    public static readonly Option<string?> ClientSecret = new("--client-secret")
    {
        Description = "The client secret. env:NAME takes it from the environment, @FILE from a file, - from stdin.",
    };

    public static readonly Option<string[]> Scopes = new("--scope")
    {
        Description = "Scopes to ask for, instead of the profile's.",
    };

    public static readonly Option<string[]> Options = new("--option")
    {
        Description = "An option of the preset: name=value, or only its name. 'providers NAME' lists them.",
    };

    public static readonly Option<string[]> Fields = new("--field")
    {
        Description = "A value of the provider, such as token_endpoint=https://…, as in RFC 8414.",
    };

    public static readonly Option<string?> RedirectUri = new("--redirect-uri")
    {
        Description = "The redirect URI. A loopback address without a port gets a free one.",
    };

    public static readonly Option<string?> Store = new("--store")
    {
        Description = "The store of tokens: files, files:FOLDER, memory, sqlite:FILE, postgresql:… or redis:….",
    };

    public static readonly Option<string?> Account = new("--account")
    {
        Description = "The account at the provider, for users who have several.",
    };

    public static readonly Option<string?> Api = new("--api")
    {
        Description = "The base address of the API. Its origin gets the token.",
    };

    public static readonly Option<string?> Save = new("--save")
    {
        Description = "Save what was given as a profile of this name.",
    };

    /// <summary>As <see cref="Provider"/>, for a command whose argument is something else.</summary>
    public static readonly Option<string?> ProviderOption = new("--provider")
    {
        Description = "A preset such as github, or an issuer such as https://login.example.",
    };

    private static Option[] Values =>
        [ClientId, ClientSecret, Scopes, Options, Fields, RedirectUri, Store, Account, Api];

    static ProfileOptions() =>
        Provider.CompletionSources.Add(context => ProfileNames.Of(context.ParseResult).Concat(Providers.Names));

    /// <summary>Adds the argument [PROVIDER] and all options.</summary>
    public static Command AddTo(Command command)
    {
        command.Add(Provider);
        foreach (var option in Values)
            command.Add(option);
        command.Add(Save);
        return command;
    }

    /// <summary>Adds --provider and all options, for a command with other arguments.</summary>
    public static Command AddOverridesTo(Command command)
    {
        command.Add(ProviderOption);
        foreach (var option in Values)
            command.Add(option);
        command.Add(Save);
        return command;
    }

    /// <summary>Adds the options that are values of a profile, and --provider.</summary>
    public static Command AddValuesTo(Command command)
    {
        command.Add(ProviderOption);
        foreach (var option in Values)
            command.Add(option);
        return command;
    }

    /// <summary>
    /// The saved profile, or one made from the arguments; with a client id. It is saved where --save or the person says
    /// so.
    /// </summary>
    public static Task<Profile> ResolveAsync(CommandRun run) => ProfileResolution.ResolveAsync(run);

    /// <summary>The names and values of repeated name=value options.</summary>
    public static Dictionary<string, string> ReadPairs(
        ParseResult parsed, Option<string[]> option, bool needsValue)
    {
        var pairs = new Dictionary<string, string>();
        foreach (var text in parsed.GetValue(option) ?? [])
        {
            var (name, value) = text.IndexOf('=', StringComparison.Ordinal) is >= 0 and var sign
                ? (text[..sign].Trim(), text[(sign + 1)..])
                : (text.Trim(), needsValue ? null : "");
            if (name.Length == 0 || value is null)
            {
                throw new HarnessException(
                    ExitCode.WrongUse, $"{option.Name} {PlainText.Of(text)} has no name and value: write name=value.");
            }
            pairs[name] = value;
        }
        return pairs;
    }
}
