using OAuthClient;
using OAuthClient.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// Lets clients of the HTTP client factory call a provider's API with the tokens of users, or of the program itself.
/// </summary>
public static class OAuthHttpClientBuilderExtensions
{
    /// <summary>
    /// Attaches tokens of a dance to the client's calls, or signs them: the token of the user whom the call names with
    /// <c>request.ForUser(user)</c>, or else of the current user.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Clients and handlers keep no token: each call reads the store, and refreshes the token when it is due. A call to
    /// an origin that the provider does not name is sent without a token.
    /// </para>
    /// <para>
    /// The primary handler is made to follow no redirects and to keep no cookies, whenever it was configured. By
    /// default it is the dance's own (<see cref="OAuthDanceOptions.Http"/>) if the host gave one. The token is
    /// attached innermost, behind all other handlers of the client. The factory's logs never show the header with the
    /// token.
    /// </para>
    /// </remarks>
    /// <param name="builder">The builder of a named or typed client.</param>
    /// <param name="dance">The name of the dance, which is the provider's.</param>
    /// <param name="user">
    /// Gets the user of a call that names none, for this client. The default is
    /// <see cref="OAuthHostOptions.CurrentUser"/>.
    /// </param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">
    /// The client has tokens of a dance already, or is the default of all clients. A host does not start when there is
    /// no such dance, or its provider has neither an ApiBaseUrl nor Origins: no call would get a token.
    /// </exception>
    public static IHttpClientBuilder AddOAuth(
        this IHttpClientBuilder builder, string dance, Func<IServiceProvider, OAuthUser>? user = null)
    {
        FactoryClient.Add(builder, dance, new UserTokens(user));
        return builder;
    }

    /// <summary>
    /// Attaches the program's own token of a dance to the client's calls: client credentials with OAuth 2 (RFC 6749
    /// section 4.4), two legs with OAuth 1.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The calls are those of <see cref="OAuthDance.ApplicationSession(IReadOnlyList{string}?)"/>: the first one
    /// requests a token, which is stored, shared by all machines with that store, and renewed when it is due. A call
    /// that names a user with <c>request.ForUser(user)</c> throws an <see cref="InvalidOperationException"/>.
    /// </para>
    /// <para>
    /// Origins, primary handler and logs are as with <see cref="AddOAuth"/>.
    /// </para>
    /// </remarks>
    /// <param name="builder">The builder of a named or typed client.</param>
    /// <param name="dance">The name of the dance, which is the provider's. It needs no redirect URI.</param>
    /// <param name="scopes">
    /// The scopes of the token; by default those of the provider's value. Clients with other scopes have another token.
    /// </param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">
    /// The client has tokens of a dance already, or is the default of all clients. A host does not start when there is
    /// no such dance, the dance has no credentials of the program, or its provider has neither an ApiBaseUrl nor
    /// Origins.
    /// </exception>
    public static IHttpClientBuilder AddOAuthApplication(
        this IHttpClientBuilder builder, string dance, IReadOnlyList<string>? scopes = null)
    {
        FactoryClient.Add(builder, dance, new ApplicationTokens(scopes));
        return builder;
    }

    /// <summary>
    /// Attaches the program's own token of a dance to the client's calls, which comes by a grant of your choice, such
    /// as a signed assertion.
    /// </summary>
    /// <remarks>
    /// The calls are those of <see cref="OAuthDance.ApplicationSession(OAuthGrant, string)"/>. All else is as for
    /// client credentials.
    /// </remarks>
    /// <param name="builder">The builder of a named or typed client.</param>
    /// <param name="dance">The name of the dance, which is the provider's. It needs no redirect URI.</param>
    /// <param name="grant">The grant. <see cref="OAuthGrant.CanRepeat"/> must be true.</param>
    /// <param name="account">The name under which the token is stored.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">
    /// The client has tokens of a dance already, or is the default of all clients. A host does not start when there is
    /// no such dance, its provider does not allow the grant, or has neither an ApiBaseUrl nor Origins.
    /// </exception>
    public static IHttpClientBuilder AddOAuthApplication(
        this IHttpClientBuilder builder, string dance, OAuthGrant grant, string account)
    {
        ArgumentNullException.ThrowIfNull(grant);
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        FactoryClient.Add(builder, dance, new ApplicationTokens(grant, account));
        return builder;
    }
}
