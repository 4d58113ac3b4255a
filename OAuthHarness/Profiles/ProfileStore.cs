using OAuthClient.Storage;
using OAuthHarness.Terminal;

namespace OAuthHarness.Profiles;

/// <summary>Opens the store of a profile.</summary>
internal static class ProfileStore
{
    private const string TokenFolder = "tokens";

    public static async Task<OpenedStore> OpenAsync(CommandRun run, Profile profile)
    {
        var (kind, place) = StoreText.Parse(profile.Store);
        Check(profile.Store);
        if (kind == "memory")
            return new(new MemoryTokenStore(), new MemoryRegistrationStore());
        var seal = await run.Profiles.Seal.GetAsync(run.CancellationToken);
        try
        {
            place = EnvironmentText.Resolve(place, "The place of the store");
            return kind == "files"
                ? OpenFiles(run, place, seal)
                : await StoreKinds.Find(kind)!(place, seal, run.CancellationToken);
        }
        catch (Exception away) when (IsStoreFailure(away, run.CancellationToken))
        {
            throw new HarnessException(
                ExitCode.StoreFailed,
                $"The store '{StoreText.Mask(profile.Store)}' cannot be used: {Mask(away.Message, place)} "
                + "Start or mend it, or choose another by --store.",
                away);
        }
    }

    /// <summary>Throws when a store has no such kind, or lacks its place.</summary>
    public static void Check(string store)
    {
        var (kind, place) = StoreText.Parse(store);
        if (!StoreKinds.Known.Contains(kind))
        {
            throw new HarnessException(
                ExitCode.WrongUse,
                $"There is no store '{PlainText.Of(kind)}'. Give --store files, files:FOLDER, memory, sqlite:FILE, "
                + "postgresql:CONNECTION or redis:CONNECTION.");
        }
        if (kind is "files" or "memory")
            return;
        if (place.Length == 0)
        {
            throw new HarnessException(
                ExitCode.WrongUse, $"The store '{kind}' needs its place: --store {kind}:…, or {kind}:env:NAME.");
        }
        if (StoreKinds.Find(kind) is null)
        {
            throw new HarnessException(
                ExitCode.WrongUse,
                $"This build has no databases, so it has no store '{kind}'. Use the dotnet tool, or --store files.");
        }
    }

    private static OpenedStore OpenFiles(CommandRun run, string place, StoreSeal seal)
    {
        var folder = place.Length > 0 ? place : Path.Combine(run.Profiles.Path, TokenFolder);
        return new(new FileTokenStore(folder, seal), new FileRegistrationStore(folder, seal));
    }

    // The packages of databases throw exceptions of many types.
    private static bool IsStoreFailure(Exception failure, CancellationToken cancellationToken) =>
        failure is not HarnessException && !cancellationToken.IsCancellationRequested;

    // A message may quote the connection string, with its password.
    private static string Mask(string message, string place)
    {
        var text = PlainText.Of(message);
        if (place.Length > 0)
            text = text.Replace(place, "***", StringComparison.OrdinalIgnoreCase);
        return text.EndsWith('.') ? text : text + ".";
    }
}
