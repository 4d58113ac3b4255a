using System.Text.Json.Serialization;
using OAuthClient.Internal;
using OAuthClient.Login;

namespace OAuthClient;

/// <summary>
/// A receiver's answer to two independent questions: whether to store the token, and which response to show.
/// </summary>
/// <remarks>
/// A receiver may also return <c>false</c> (don't store), <c>true</c> or null (no opinion), or an
/// <see cref="OAuthResponse"/>. Immutable.
/// </remarks>
[JsonConverter(typeof(JsonRefusal))]
public sealed record OAuthAnswer
{
    private OAuthAnswer() { }

    /// <summary>No opinion about storing: the same as null, <c>true</c>, or no answer at all.</summary>
    public static OAuthAnswer NoOpinion { get; } = new();

    /// <summary>
    /// Store the token for the user who began the login. This also happens when no receiver has an opinion.
    /// </summary>
    public static OAuthAnswer Store { get; } = new() { Vote = StoreVote.Store };

    /// <summary>Don't store the token, whatever other receivers answer.</summary>
    public static OAuthAnswer DontStore { get; } = new() { Vote = StoreVote.DontStore };

    /// <summary>The receiver stored the token itself: don't store it again.</summary>
    public static OAuthAnswer AlreadyStored { get; } = new() { Vote = StoreVote.AlreadyStored };

    internal StoreVote Vote { get; private init; }

    internal OAuthUser User { get; private init; }

    internal string? Account { get; private init; }

    internal OAuthResponse? Response { get; private init; }

    /// <summary>Store the token for this user, as when the login began without a user.</summary>
    /// <param name="user">Your key for the user.</param>
    /// <param name="account">The user's account at the provider; by default the user's only account.</param>
    /// <returns>The answer for a receiver to return.</returns>
    /// <exception cref="ArgumentException">The user is <see cref="OAuthUser.Unknown"/>.</exception>
    public static OAuthAnswer StoreFor(OAuthUser user, string? account = null) => user.IsKnown
        ? new() { Vote = StoreVote.Store, User = user, Account = account }
        : throw new ArgumentException("StoreFor needs a user; to leave it to others, return null.", nameof(user));

    /// <summary>Makes a copy of the answer that also shows a response to the user instead of the redirect.</summary>
    /// <remarks>If several receivers give a response, the first in connection order is shown.</remarks>
    /// <param name="response">The response to show.</param>
    /// <returns>The answer for a receiver to return.</returns>
    public OAuthAnswer AndShow(OAuthResponse response) => this with { Response = response };

    /// <summary>Converts <c>false</c> to <see cref="DontStore"/>, and <c>true</c> to <see cref="NoOpinion"/>.</summary>
    /// <param name="store">False when the token must not be stored.</param>
    public static implicit operator OAuthAnswer(bool store) => store ? NoOpinion : DontStore;

    /// <summary>
    /// Converts a response to an answer that shows it instead of the redirect, with no opinion about storing.
    /// </summary>
    /// <param name="response">The response to show; null is no opinion.</param>
    public static implicit operator OAuthAnswer?(OAuthResponse? response) =>
        response is null ? null : NoOpinion.AndShow(response);

    /// <summary>Describes the answer for human readers.</summary>
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
