using System.Text;
using System.Text.Json;
using OAuthHarness.Profiles;

namespace OAuthHarness.Explaining;

/// <summary>The recording of the last login, in the folder of the profiles. It holds no secret.</summary>
internal static class LastRecording
{
    private const string FileName = "last-dance.json";

    /// <summary>Keeps a recording in the place of the one before.</summary>
    public static void Write(string folder, DanceRecording recording)
    {
        try
        {
            new PrivateFolder(folder).Write(FileName, Encoding.UTF8.GetString(RecordingJson.Write(recording)));
        }
        // A login is not lost because of its picture.
        catch (HarnessException) { }
    }

    /// <exception cref="HarnessException">There is no recording, or it cannot be read.</exception>
    public static DanceRecording Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return File.Exists(path)
            ? ReadFile(path)
            : throw new HarnessException(ExitCode.WrongUse, "No login was recorded yet. Run: oauth-harness login");
    }

    /// <exception cref="HarnessException">The file cannot be read, or is no recording.</exception>
    public static DanceRecording ReadFile(string path)
    {
        try
        {
            return RecordingJson.Read(File.ReadAllBytes(path));
        }
        catch (JsonException damaged)
        {
            throw new HarnessException(
                ExitCode.WrongUse,
                $"{path} is no recording of a login. Give a last-dance.json of this program.",
                damaged);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new HarnessException(ExitCode.WrongUse, $"{path} cannot be read. {unreadable.Message}", unreadable);
        }
    }
}
