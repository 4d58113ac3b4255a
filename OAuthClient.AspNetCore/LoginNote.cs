namespace OAuthClient.AspNetCore;

/// <summary>
/// A text from the beginning of a login, while its user is signed in: a feature of the request. The browser keeps it,
/// encrypted, so a repeated callback has it too.
/// </summary>
/// <param name="Text">The text; empty when there is none.</param>
internal sealed record LoginNote(string Text);
