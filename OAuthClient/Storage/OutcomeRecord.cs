namespace OAuthClient.Storage;

internal sealed class OutcomeRecord : StoreRecord
{
    public required string Kind { get; init; }

    public required int Status { get; init; }

    public string? Location { get; init; }

    public string? ContentType { get; init; }

    public string? Body { get; init; }

    public OAuthError? Error { get; init; }

    public string? User { get; init; }

    public string Account { get; init; } = TokenKey.DefaultAccount;

    public string Explanation { get; init; } = "";

    public static OutcomeRecord Of(OAuthOutcome outcome) => new()
    {
        Kind = outcome.Kind.ToString(),
        Status = outcome.Response.Status,
        Location = outcome.Response.Location,
        ContentType = outcome.Response.ContentType,
        Body = outcome.Response.Body,
        Error = outcome.Error,
        User = outcome.User.IsKnown ? outcome.User.Id : null,
        Account = outcome.Account,
        Explanation = outcome.Explanation,
    };

    public OAuthOutcome ToOutcome() =>
        new(KindOf(Kind), new(Status) { Location = Location, ContentType = ContentType, Body = Body })
        {
            Error = Error,
            User = User is null ? OAuthUser.Unknown : new(User),
            Account = Account,
            Explanation = Explanation,
        };

    // Enum.TryParse also accepts numbers and lists of names; a record holds one name.
    private static OAuthOutcomeKind KindOf(string name) =>
        Enum.TryParse<OAuthOutcomeKind>(name, out var kind) && Enum.GetName(kind) == name
            ? kind
            : throw new DamagedRecordException("The record has an unknown kind of outcome.");
}
