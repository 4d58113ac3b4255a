namespace OAuthClient.Tests.Storage;

/// <summary>A temporary directory. Disposing this object deletes the directory.</summary>
internal sealed class TempDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("oauthclient-").FullName;

    public string[] FindFiles(string ending) => Directory.GetFiles(Path, $"*{ending}");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
