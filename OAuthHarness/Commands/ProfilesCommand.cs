using System.CommandLine;
using OAuthHarness.Profiles;
using OAuthHarness.Terminal;

namespace OAuthHarness.Commands;

/// <summary>The command <c>profiles</c>: what is saved, under which names.</summary>
internal static class ProfilesCommand
{
    private static readonly Argument<string?> OptionalName = new("name")
    {
        Description = "The profile; by default the current one.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Argument<string> Name = new("name") { Description = "The profile." };

    public static Command Create()
    {
        var list = new Command("list", "Lists the profiles.");
        CommandRun.SetAction(list, ListAsync);
        var show = new Command("show", "Shows a profile. Secrets are masked unless --show-secrets.") { OptionalName };
        CommandRun.SetAction(show, ShowAsync);
        var save = ProfileOptions.AddValuesTo(new("save", "Saves a profile, or changes values of a saved one.") { Name });
        CommandRun.SetAction(save, SaveAsync);
        var use = new Command("use", "Chooses the profile that commands use without --profile.") { Name };
        CommandRun.SetAction(use, UseAsync);
        var remove = new Command("remove", "Removes a profile. Its tokens stay: 'logout' removes them.") { Name };
        CommandRun.SetAction(remove, RemoveAsync);
        var command = new Command("profiles", "Lists, shows, saves, chooses and removes profiles.")
        {
            list, show, save, use, remove,
        };
        CommandRun.SetAction(command, ListAsync);
        return command;
    }

    private static async Task<int> ListAsync(CommandRun run)
    {
        var current = run.Profiles.CurrentName;
        var rows = new List<ProfileRow>();
        foreach (var name in run.Profiles.Names)
            rows.Add(await ProfileRow.ReadAsync(run, name, isCurrent: name == current));
        if (run.IsJson)
            JsonText.Write(run, ProfileRow.ToJson(rows));
        else if (rows.Count == 0)
            run.Tell("There are no profiles yet. 'profiles save NAME --provider github' makes one.");
        else
            ProfileRow.WriteTable(run, rows);
        return ExitCode.Success;
    }

    private static async Task<int> ShowAsync(CommandRun run)
    {
        var name = run.Parsed.GetValue(OptionalName) ?? run.ProfileName ?? run.Profiles.CurrentName
            ?? throw new HarnessException(ExitCode.WrongUse, "Give the name of a profile: 'profiles' lists them.");
        ProfileView.Write(run, await run.Profiles.ReadAsync(name, run.CancellationToken));
        return ExitCode.Success;
    }

    private static async Task<int> SaveAsync(CommandRun run)
    {
        var name = run.Parsed.GetRequiredValue(Name);
        var profile = await ProfileResolution.EditAsync(run, name);
        await run.Profiles.WriteAsync(profile, run.CancellationToken);
        run.Tell($"Saved '{run.Profiles.PathOf(name)}'.");
        if (profile.RedirectUri is null)
            run.Tell(ProfileRedirectUri.HowToRegister(profile));
        return ExitCode.Success;
    }

    private static Task<int> UseAsync(CommandRun run)
    {
        run.Profiles.Use(run.Parsed.GetRequiredValue(Name));
        run.Tell($"Commands now use the profile '{run.Parsed.GetRequiredValue(Name)}'.");
        return Task.FromResult(ExitCode.Success);
    }

    private static Task<int> RemoveAsync(CommandRun run)
    {
        run.Profiles.Delete(run.Parsed.GetRequiredValue(Name));
        run.Tell($"Removed the profile '{run.Parsed.GetRequiredValue(Name)}'.");
        return Task.FromResult(ExitCode.Success);
    }
}
