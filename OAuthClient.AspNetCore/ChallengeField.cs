using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace OAuthClient.AspNetCore;

/// <summary>
/// The note and the scopes of a challenge, encrypted in a field of the page with the button: the login that the button
/// begins has the limits that the application set.
/// </summary>
internal sealed class ChallengeField(IDataProtectionProvider protection)
{
    public const string Name = "challenge";

    private readonly IDataProtector _protector = protection.CreateProtector("OAuthClient.AspNetCore.Challenge");

    /// <returns>The value of the field; empty when there is nothing to keep.</returns>
    public string Write(string note, IReadOnlyList<string> scopes) =>
        note.Length + scopes.Count == 0 ? "" : _protector.Protect($"{note}\n{string.Join(' ', scopes)}");

    public (string Note, string[] Scopes) Read(IFormCollection? form)
    {
        if ((string?)form?[Name] is not { Length: > 0 } value)
            return ("", []);
        try
        {
            var parts = _protector.Unprotect(value).Split('\n', 2);
            return (parts[0], parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }
        // A page that was encrypted with a lost key begins an ordinary login.
        catch (CryptographicException)
        {
            return ("", []);
        }
    }
}
