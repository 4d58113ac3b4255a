using OAuthClient.Login;

namespace OAuthClient;

/// <summary>A receiver's answer to two independent questions: store the token? and show what?</summary>
/// <remarks>
/// A receiver may as well return <c>false</c> (don't store), <c>true</c> or null (no opinion), or an
/// <see cref="OAuthResponse"/>. Immutable.
/// </remarks>
public sealed record OAuthAnswer
{
    private OAuthAnswer() { }

    /// <summary>No opinion about storing: the same as null, <c>true</c>, or no answer at all.</summary>
    public static OAuthAnswer NoOpinion { get; } = new();

    /// <summary>Store the token, for the user who began. The same happens when no receiver has an opinion.</summary>
    public static OAuthAnswer Store { get; } = new() { Vote = StoreVote.Store };

    /// <summary>Don't store the token, whatever other receivers say.</summary>
    public static OAuthAnswer DontStore { get; } = new() { Vote = StoreVote.DontStore };

    /// <summary>The receiver stored the token itself: don't store it again.</summary>
    public static OAuthAnswer AlreadyStored { get; } = new() { Vote = StoreVote.AlreadyStored };

    internal StoreVote Vote { get; private init; }

    internal OAuthUser User { get; private init; }

    internal string? Account { get; private init; }

    internal OAuthResponse? Response { get; private init; }

    /// <summary>Store the token for this user. So a login that began without a user finds its owner.</summary>
    /// <param name="user">Your key for the user.</param>
    /// <param name="account">The user's account at the provider; by default the only one.</param>
    /// <returns>The answer for a receiver to return.</returns>
    /// <exception cref="ArgumentException">The user is unknown.</exception>
    public static OAuthAnswer StoreFor(OAuthUser user, string? account = null) => user.IsKnown
        ? new() { Vote = StoreVote.Store, User = user, Account = account }
        : throw new ArgumentException("StoreFor needs a user; to leave it to others, return null.", nameof(user));

    /// <summary>The same about storing, and show this instead of the redirect.</summary>
    /// <remarks>The first response in connection order is shown.</remarks>
    /// <param name="response">The response to show.</param>
    /// <returns>The answer for a receiver to return.</returns>
    public OAuthAnswer AndShow(OAuthResponse response) => this with { Response = response };

    /// <summary>False is <see cref="DontStore"/>, true is <see cref="NoOpinion"/>.</summary>
    /// <param name="store">Whether there is nothing against storing.</param>
    public static implicit operator OAuthAnswer(bool store) => store ? NoOpinion : DontStore;

    /// <summary>Show this instead of the redirect; no opinion about storing.</summary>
    /// <param name="response">The response to show; null is no opinion.</param>
    public static implicit operator OAuthAnswer?(OAuthResponse? response) =>
        response is null ? null : NoOpinion.AndShow(response);

    /// <summary>The answer, for people.</summary>
    /// <returns>For example <c>don't store, show 303 to /welcome</c>.</returns>
    public override string ToString()
    {
        var show = Response is null ? null : $"show {Response}";
        return (DescribeVote(), show) switch
        {
            (null, null) => "no opinion",
            ({ } store, null) => store,
            (null, { } shown) => shown,
            var (store, shown) => $"{store}, {shown}",
        };
    }

    private string? DescribeVote() => Vote switch
    {
        StoreVote.Store when User.IsKnown && Account is not null => $"store for {User}, account {Account}",
        StoreVote.Store when User.IsKnown => $"store for {User}",
        StoreVote.Store => "store",
        StoreVote.AlreadyStored => "stored it myself",
        StoreVote.DontStore => "don't store",
        _ => null,
    };
}
