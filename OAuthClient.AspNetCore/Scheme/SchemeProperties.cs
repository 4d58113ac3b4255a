using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;

namespace OAuthClient.AspNetCore.Scheme;

/// <summary>Keeps the properties of a challenge for the sign-in, such as how long the cookie may live.</summary>
internal static class SchemeProperties
{
    // A browser keeps no cookie above 4 KiB, and the encrypted note is a third longer.
    private const int MaxLength = 2_000;
    private const string RedirectKey = ".redirect";

    public static OAuthBeginOptions ToBeginOptions(AuthenticationProperties properties) => new()
    {
        ReturnUrl = DancePaths.EscapeQuery(properties.RedirectUri ?? "/"),
        Scopes = [.. properties.GetParameter<ICollection<string>>(OAuthChallengeProperties.ScopeKey) ?? []],
    };

    /// <exception cref="InvalidOperationException">The properties do not fit into a cookie.</exception>
    public static string ToNote(AuthenticationProperties properties)
    {
        var kept = properties.Items.Where(item => item is { Key: not RedirectKey, Value: not null }).ToDictionary();
        if (kept.Count == 0)
            return "";
        var note = Convert.ToBase64String(PropertiesSerializer.Default.Serialize(new(kept)));
        return note.Length <= MaxLength ? note : throw new InvalidOperationException(
            $"The properties of the challenge have {note.Length} characters, and a browser keeps {MaxLength} at most. "
            + "Keep large items in a store of your own, and their key in the properties.");
    }

    public static AuthenticationProperties FromNote(LoginNote? note) => note is { Text.Length: > 0 }
        ? PropertiesSerializer.Default.Deserialize(Convert.FromBase64String(note.Text)) ?? new()
        : new();
}
