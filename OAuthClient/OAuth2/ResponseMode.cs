namespace OAuthClient.OAuth2;

/// <summary>
/// The way in which the callback brings its parameters (OAuth 2.0 Multiple Response Type Encoding Practices). The
/// library refuses a callback that comes in another way.
/// </summary>
public enum ResponseMode
{
    /// <summary>In the callback's query: read it with <see cref="OAuthCallback.FromUrl"/>.</summary>
    Query,

    /// <summary>
    /// As a posted form (OAuth 2.0 Form Post Response Mode): read it with
    /// <see cref="OAuthCallback.FromForm(string)"/>. A browser sends no <c>SameSite=Lax</c> cookie with it: answer it
    /// with a page that posts the form again from your own origin.
    /// </summary>
    FormPost,
}
