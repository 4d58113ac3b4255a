namespace OAuthClient;

/// <summary>What a receiver may say about storing the token; what beats the others stands last.</summary>
internal enum StoreVote
{
    NoOpinion,
    Store,
    Stored,
    DontStore,
}

/// <summary>
/// What a receiver answers, to two questions that have nothing to do with each other: store the token? and show what? It may as well
/// just return <c>false</c> (don't store), <c>true</c> or null (no opinion), or an <see cref="OAuthResponse"/>. Immutable.
/// </summary>
public sealed record OAuthAnswer
{
    private OAuthAnswer() { }

    /// <summary>Nothing to say: the same as null, <c>true</c>, or no answer at all.</summary>
    public static OAuthAnswer NoOpinion { get; } = new();

    /// <summary>Store it, for the user who began. The same happens when nobody says anything.</summary>
    public static OAuthAnswer Store { get; } = new() { Vote = StoreVote.Store };

    /// <summary>Don't store it, whatever others say.</summary>
    public static OAuthAnswer DontStore { get; } = new() { Vote = StoreVote.DontStore };

    /// <summary>I stored it myself: don't store it again.</summary>
    public static OAuthAnswer AlreadyStored { get; } = new() { Vote = StoreVote.Stored };

    internal StoreVote Vote { get; private init; }

    internal OAuthUser User { get; private init; }

    internal string? Account { get; private init; }

    internal OAuthResponse? Response { get; private init; }

    /// <summary>Store it for this user: how a login that was begun by nobody finds its owner.</summary>
    /// <param name="user">Your key for the user.</param>
    /// <param name="account">Which of the user's accounts at the provider; one by default.</param>
    /// <returns>The answer for a receiver to return.</returns>
    public static OAuthAnswer StoreFor(OAuthUser user, string? account = null) => user.IsKnown
        ? new() { Vote = StoreVote.Store, User = user, Account = account }
        : throw new ArgumentException("StoreFor needs a user; to leave it to others, return null.", nameof(user));

    /// <summary>The same about storing, and show this instead of the redirect. The first response in connection order is shown.</summary>
    /// <param name="response">What to show.</param>
    /// <returns>The answer for a receiver to return.</returns>
    public OAuthAnswer AndShow(OAuthResponse response) => this with { Response = response };

    /// <summary>False is <see cref="DontStore"/>, true is <see cref="NoOpinion"/>.</summary>
    /// <param name="store">Whether there is nothing against storing.</param>
    public static implicit operator OAuthAnswer(bool store) => FromBoolean(store);

    /// <summary>Show this instead of the redirect; no opinion about storing.</summary>
    /// <param name="response">What to show; null is no opinion.</param>
    public static implicit operator OAuthAnswer?(OAuthResponse? response) => FromResponse(response);

    /// <summary>False is <see cref="DontStore"/>, true is <see cref="NoOpinion"/>.</summary>
    /// <param name="store">Whether there is nothing against storing.</param>
    /// <returns>The answer.</returns>
    public static OAuthAnswer FromBoolean(bool store) => store ? NoOpinion : DontStore;

    /// <summary>Show this instead of the redirect; no opinion about storing.</summary>
    /// <param name="response">What to show; null is no opinion.</param>
    /// <returns>The answer.</returns>
    public static OAuthAnswer? FromResponse(OAuthResponse? response) => response is null ? null : NoOpinion.AndShow(response);

    /// <summary>What was said, for people.</summary>
    /// <returns>For example <c>don't store, show 303 to /welcome</c>.</returns>
    public override string ToString()
    {
        var store = Vote switch
        {
            StoreVote.Store when User.IsKnown => $"store for {User}{(Account is null ? "" : $", account {Account}")}",
            StoreVote.Store => "store",
            StoreVote.Stored => "stored it myself",
            StoreVote.DontStore => "don't store",
            _ => null,
        };
        var show = Response is null ? null : $"show {Response}";
        return store is not null && show is not null ? $"{store}, {show}" : store ?? show ?? "no opinion";
    }
}
