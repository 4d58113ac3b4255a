using System.Net.Http.Headers;

namespace OAuthClient.OAuth2;

/// <summary>An Authorization header that this library made, so it may take it off again.</summary>
internal sealed class AttachedAuthorizationHeader(string scheme, string parameter) : AuthenticationHeaderValue(scheme, parameter);
