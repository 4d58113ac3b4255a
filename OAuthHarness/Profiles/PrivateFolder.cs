using System.Security.Cryptography;
using System.Text;
using OAuthHarness.Terminal;

namespace OAuthHarness.Profiles;

/// <summary>
/// A folder of small files that only their owner may read: mode 0700 and 0600 on Unix, the user's profile on Windows.
/// </summary>
internal sealed class PrivateFolder(string path)
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    public string PathOf(string file) => Path.Combine(path, file);

    /// <summary>The names of the files with an ending, without it.</summary>
    public IEnumerable<string> FindNames(string ending) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, $"*{ending}").Select(file => Path.GetFileName(file)[..^ending.Length])
        : [];

    /// <summary>The text of a file; null when there is no such file.</summary>
    public string? ReadText(string file)
    {
        try
        {
            var info = new FileInfo(PathOf(file));
            if (!info.Exists)
                return null;
            ThrowIfShared(info);
            return File.ReadAllText(info.FullName, new UTF8Encoding(false, throwOnInvalidBytes: true));
        }
        catch (Exception failure)
            when (failure is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw new HarnessException(
                ExitCode.StoreFailed,
                $"'{PathOf(file)}' cannot be read: {PlainText.Of(failure.Message)} Let its owner read it, or delete it.",
                failure);
        }
    }

    /// <summary>Replaces a file atomically: the old file stays until the new one is complete.</summary>
    public void Write(string file, string text) =>
        WriteTo(file, text, temporary => File.Move(temporary, PathOf(file), overwrite: true));

    /// <summary>Makes a new file atomically.</summary>
    /// <returns>Whether the file is new; false where it existed.</returns>
    public bool TryCreate(string file, string text)
    {
        var isNew = true;
        WriteTo(file, text, temporary => isNew = TryMove(temporary, PathOf(file)));
        return isNew;
    }

    public void Delete(string file) => Guard(file, () => File.Delete(PathOf(file)));

    private static bool TryMove(string temporary, string target)
    {
        try
        {
            File.Move(temporary, target);
            return true;
        }
        catch (IOException) when (File.Exists(target))
        {
            return false;
        }
    }

    private void WriteTo(string file, string text, Action<string> place) => Guard(file, () =>
    {
        CreateFolder();
        var temporary = PathOf($"{file}.{RandomNumberGenerator.GetHexString(8, lowercase: true)}.tmp");
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = OwnerFile;
            using (var stream = new FileStream(temporary, options))
            {
                stream.Write(Encoding.UTF8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }
            place(temporary);
        }
        finally
        {
            File.Delete(temporary);
        }
    });

    private void Guard(string file, Action act)
    {
        try
        {
            act();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new HarnessException(
                ExitCode.StoreFailed,
                $"'{PathOf(file)}' cannot be written: {PlainText.Of(failure.Message)} "
                + "Let the user write there, or name another folder by OAUTH_HARNESS_HOME.",
                failure);
        }
    }

    private void CreateFolder()
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerFolder);
    }

    private static void ThrowIfShared(FileInfo file)
    {
        if (OperatingSystem.IsWindows() || (file.UnixFileMode & ~OwnerFolder) == 0)
            return;
        throw new HarnessException(
            ExitCode.StoreFailed,
            $"Others than its owner may open '{file.FullName}'. Say chmod 600 if you know that no other user did.");
    }
}
