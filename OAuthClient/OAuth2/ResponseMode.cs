namespace OAuthClient.OAuth2;

/// <summary>How the callback's parameters come back (OAuth 2.0 Multiple Response Type Encoding Practices). Another way than the one asked for is refused.</summary>
public enum ResponseMode
{
    /// <summary>In the callback's query: read it with <see cref="OAuthCallback.FromUrl"/>.</summary>
    Query,

    /// <summary>Posted as a form (OAuth 2.0 Form Post Response Mode): read it with <see cref="OAuthCallback.FromForm(string)"/>. The browser's cookie must be <c>SameSite=None</c>.</summary>
    FormPost,
}
