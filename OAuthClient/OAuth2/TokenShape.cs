namespace OAuthClient.OAuth2;

/// <summary>Where in an answer the token is, and the names of its fields.</summary>
/// <param name="Envelope">The path of the object that holds the token; null or empty for the answer itself.</param>
/// <param name="FieldNames">The provider's names of the fields by their names in RFC 6749.</param>
internal sealed record TokenShape(string? Envelope, IReadOnlyDictionary<string, string> FieldNames)
{
    public static TokenShape OfLogin(OAuth2Provider provider) =>
        new(provider.Quirks.TokenEnvelope, provider.Quirks.FieldNames);

    public static TokenShape OfRefresh(OAuth2Provider provider) => new(
        provider.Refresh.TokenEnvelope ?? provider.Quirks.TokenEnvelope,
        provider.Refresh.FieldNames ?? provider.Quirks.FieldNames);

    public string NameOf(string field) => FieldNames.GetValueOrDefault(field, field);

    /// <summary>Finds the object that holds the token; null when there is none.</summary>
    public IReadOnlyDictionary<string, string>? FindTokenObject(IReadOnlyDictionary<string, string> all) =>
        Envelope switch
        {
            null or "" => all,
            [.. var path, '?'] => Http.AnswerFields.FindObject(all, path) ?? all,
            var path => Http.AnswerFields.FindObject(all, path),
        };
}
