namespace OAuthHarness.Profiles;

/// <summary>The profiles of this user, a file each, and the key that seals their secrets.</summary>
internal sealed class ProfileFolder
{
    private readonly PrivateFolder _files;
    private readonly PrivateFolder _home;

    /// <param name="path">The folder of everything that the program keeps.</param>
    /// <param name="tell">Tells people a sentence.</param>
    /// <param name="usesKeychain">Whether a new key goes to the system's keychain, where there is one.</param>
    public ProfileFolder(string path, Action<string> tell, bool usesKeychain = true)
    {
        Path = path;
        _home = new(path);
        _files = new(System.IO.Path.Combine(path, "profiles"));
        Seal = new(_home, tell, usesKeychain);
    }

    /// <summary>The folder that OAUTH_HARNESS_HOME names or, without it, the user's own.</summary>
    public static string DefaultPath =>
        Environment.GetEnvironmentVariable("OAUTH_HARNESS_HOME") is { Length: > 0 } named
            ? named
            : System.IO.Path.Combine(
                Environment.GetFolderPath(
                    Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify),
                "oauth-harness");

    public string Path { get; }

    /// <summary>The seal of the secrets, and of the stored tokens.</summary>
    public ProfileSeal Seal { get; }

    /// <summary>The names of all profiles, sorted.</summary>
    public IReadOnlyList<string> Names =>
        [.. _files.FindNames(".json").Where(ProfileName.IsValid).Order(StringComparer.Ordinal)];

    /// <summary>The name of the profile that 'profiles use' chose, or of the only one; null without.</summary>
    public string? CurrentName =>
        _home.ReadText("current")?.Trim() is { Length: > 0 } chosen ? chosen : OnlyName;

    private string? OnlyName => Names is [var only] ? only : null;

    public bool Contains(string name) => ProfileName.IsValid(name) && Names.Contains(name);

    public string PathOf(string name) => _files.PathOf($"{name}.json");

    public async Task<Profile> ReadAsync(string name, CancellationToken cancellationToken)
    {
        ThrowIfUnknown(name);
        var file = ProfileFile.Parse(_files.ReadText($"{name}.json") ?? "", PathOf(name), name);
        var seal = file.HasSealed ? await Seal.GetAsync(cancellationToken) : null;
        return file.ToProfile(name, seal);
    }

    public async Task WriteAsync(Profile profile, CancellationToken cancellationToken)
    {
        ProfileName.Check(profile.Name);
        var seal = ProfileFile.NeedsSeal(profile) ? await Seal.GetAsync(cancellationToken) : null;
        _files.Write($"{profile.Name}.json", ProfileFile.Of(profile, seal).ToJson());
    }

    public void Delete(string name)
    {
        ThrowIfUnknown(name);
        _files.Delete($"{name}.json");
        if (_home.ReadText("current")?.Trim() == name)
            _home.Delete("current");
    }

    /// <summary>Chooses the profile that commands use without --profile.</summary>
    public void Use(string name)
    {
        ThrowIfUnknown(name);
        _home.Write("current", name + "\n");
    }

    private void ThrowIfUnknown(string name)
    {
        ProfileName.Check(name);
        if (Names.Contains(name))
            return;
        var hint = NearNames.Find(name, Names) is { Length: > 0 } near
            ? $"Did you mean {string.Join(" or ", near)}?"
            : Names.Count > 0
                ? $"There are: {string.Join(", ", Names)}."
                : "There are none yet: 'profiles save' makes one.";
        throw new HarnessException(ExitCode.WrongUse, $"There is no profile '{name}'. {hint}");
    }
}
