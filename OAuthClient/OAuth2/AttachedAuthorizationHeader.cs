using System.Net.Http.Headers;

namespace OAuthClient.OAuth2;

/// <summary>An Authorization header that this library has set, and so may remove.</summary>
internal sealed class AttachedAuthorizationHeader(string scheme, string parameter)
    : AuthenticationHeaderValue(scheme, parameter);
