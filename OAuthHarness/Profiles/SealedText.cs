using System.Text;
using OAuthClient;
using OAuthClient.Storage;

namespace OAuthHarness.Profiles;

/// <summary>Secret texts in the file of a profile: <c>sealed:…</c>, or <c>env:NAME</c> as it is.</summary>
internal sealed class SealedText(StoreSeal? seal, string profile)
{
    private const string Prefix = "sealed:";

    // A file system may ignore case, so the name of a file need not be the name as it was written.
    private string Context => profile.ToLowerInvariant();

    public static bool IsSealed(string? text) => text?.StartsWith(Prefix, StringComparison.Ordinal) == true;

    public static bool NeedsSeal(string text) => text.Length > 0 && !EnvironmentText.IsReference(text);

    public string Close(string text) => NeedsSeal(text)
        ? Prefix + Convert.ToBase64String(seal!.Seal(Encoding.UTF8.GetBytes(text), Context))
        : text;

    public string Open(string text)
    {
        if (!IsSealed(text))
            return text;
        try
        {
            return Encoding.UTF8.GetString(seal!.Open(Convert.FromBase64String(text[Prefix.Length..]), Context));
        }
        catch (Exception foreign) when (foreign is DamagedRecordException or FormatException)
        {
            throw new HarnessException(
                ExitCode.StoreFailed,
                $"A secret of the profile '{profile}' cannot be opened: it was changed, or sealed with another key. Give "
                + $"that key in OAUTH_HARNESS_KEY, or say 'profiles remove {profile}' and save it anew.",
                foreign);
        }
    }
}
