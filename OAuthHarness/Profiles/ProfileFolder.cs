namespace OAuthHarness.Profiles;

/// <summary>The profiles of this user, a file each.</summary>
internal sealed class ProfileFolder(string path)
{
    /// <summary>The folder that OAUTH_HARNESS_HOME names or, without it, the user's own.</summary>
    public static ProfileFolder Default { get; } = new(
        Environment.GetEnvironmentVariable("OAUTH_HARNESS_HOME") is { Length: > 0 } named
            ? named
            : System.IO.Path.Combine(
                Environment.GetFolderPath(
                    Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify),
                "oauth-harness"));

    public string Path => path;
}
