using System.Collections.ObjectModel;
using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>
/// How a provider refreshes tokens (RFC 6749 section 6), where that differs from its code request: one property for
/// each difference. Immutable.
/// </summary>
public sealed record RefreshRules
{
    // This field is declared before Default, because the initializer of Default uses it.
    private static readonly ReadOnlyDictionary<string, string> Empty = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The rules of a provider that keeps to RFC 6749.</summary>
    public static RefreshRules Default { get; } = new();

    /// <summary>The endpoint of refresh requests.</summary>
    /// <value>The default is null: <see cref="OAuth2Provider.TokenEndpoint"/>.</value>
    public string? Endpoint { get; init; }

    /// <summary>
    /// The endpoints of refresh requests by the region that the login's callback named
    /// (<see cref="OAuth2Quirks.RegionParameter"/>).
    /// </summary>
    /// <value>The default is empty: <see cref="OAuth2Quirks.RegionalTokenEndpoints"/>.</value>
    public IReadOnlyDictionary<string, string> RegionalEndpoints { get; init; } = Empty;

    /// <summary>
    /// More parameters of the refresh request. A value may hold the placeholders of
    /// <see cref="OAuth2Provider.TokenParameters"/>.
    /// </summary>
    /// <value>The default is null: those of <see cref="OAuth2Provider.TokenParameters"/>.</value>
    public IReadOnlyDictionary<string, string>? Parameters { get; init; }

    /// <summary>The path of the object in the answer that holds the token; empty when the answer itself does.</summary>
    /// <value>The default is null: <see cref="OAuth2Quirks.TokenEnvelope"/>.</value>
    public string? TokenEnvelope { get; init; }

    /// <summary>The provider's names of the fields of the answer, by their names in RFC 6749.</summary>
    /// <value>The default is null: <see cref="OAuth2Quirks.FieldNames"/>.</value>
    /// <exception cref="ArgumentException">A key is not the name of a field that the library reads.</exception>
    public IReadOnlyDictionary<string, string>? FieldNames
    {
        get;
        init => field = value is null ? null : TokenFields.CheckNames(value);
    }

    /// <summary>
    /// The words of an answer that mean that the refresh token is dead, besides <c>invalid_grant</c> and the like. Each
    /// is an error, a part of an error description, or a field with its value, such as <c>resource=RefreshToken</c>; an
    /// ampersand joins words that must all be there. The comparison ignores case.
    /// </summary>
    /// <remarks>Words in an answer with the status 408, 429 or 5xx end no login.</remarks>
    /// <value>The default is empty.</value>
    public IReadOnlyList<string> DeadTokenErrors { get; init; } = [];

    /// <summary>
    /// The words of an answer that mean that the request may succeed later, written as in
    /// <see cref="DeadTokenErrors"/>. They are looked for first.
    /// </summary>
    /// <value>The default is empty.</value>
    public IReadOnlyList<string> LaterErrors { get; init; } = [];

    /// <summary>
    /// How long the provider answers the same refresh request again with the same token. Within this time, a request
    /// whose answer was lost is sent once more.
    /// </summary>
    /// <value>The default is zero: a request whose answer was lost is not repeated.</value>
    public TimeSpan ReplayWindow { get; init; }

    /// <summary>How long a refresh token lasts, where the answer does not say it.</summary>
    /// <value>The default is null: that is unknown.</value>
    public TimeSpan? RefreshTokenLifetime { get; init; }

    /// <summary>The answers of the API, besides 401, that mean that the access token has expired.</summary>
    /// <value>The default is empty.</value>
    public IReadOnlyList<ExpiredTokenAnswer> ExpiredTokenAnswers { get; init; } = [];

    /// <summary>The request that renews a live access token, at a provider without refresh tokens.</summary>
    /// <value>The default is null: a token without a refresh token is not renewed.</value>
    public LiveTokenRequest? LiveToken { get; init; }

    /// <summary>Shows the rules that are set.</summary>
    /// <returns>For example <c>RefreshRules { DeadTokenErrors = [invalid_token] }</c>.</returns>
    public override string ToString() => RecordText.Of(this, Default);
}
