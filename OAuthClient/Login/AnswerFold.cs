using Signals;

namespace OAuthClient.Login;

/// <summary>
/// The fold: what the answers of one send come to. Votes are combined here and nowhere else.
/// Not thread-safe: a send has its own.
/// </summary>
internal sealed class AnswerFold : ISignalFold<OAuthAnswer, AnswerFold>
{
    private readonly List<SignalAnswer<OAuthAnswer>> _answers = [];
    private StoreVote _vote;
    private OAuthUser _user;
    private string _account = TokenKey.DefaultAccount;
    private bool _isConflict;

    /// <inheritdoc/>
    public static bool Fold(ref AnswerFold state, in SignalAnswer<OAuthAnswer> answer)
    {
        state._answers.Add(answer);
        var vote = VoteOf(answer);
        // Votes are declared in the order in which one beats the other.
        if (vote > state._vote)
            state._vote = vote;
        if (answer.Value is { User.IsKnown: true } said)
            state.StoreFor(said.User, said.Account ?? TokenKey.DefaultAccount);
        // A later receiver may still say don't store.
        return true;
    }

    /// <summary>The vote of one receiver about storing; a fault counts as don't store.</summary>
    public static StoreVote VoteOf(in SignalAnswer<OAuthAnswer> answer) =>
        answer.Fault is null ? answer.Value?.Vote ?? StoreVote.NoOpinion : StoreVote.DontStore;

    public DanceDecision Decide() => new(_answers)
    {
        Store = (_vote, _isConflict) switch
        {
            (StoreVote.DontStore, _) => StoreDecision.DontStore,
            (_, true) => StoreDecision.Conflict,
            (StoreVote.AlreadyStored, _) => StoreDecision.AlreadyStored,
            _ => StoreDecision.Store,
        },
        User = _isConflict ? OAuthUser.Unknown : _user,
        Account = _isConflict ? TokenKey.DefaultAccount : _account,
    };

    private void StoreFor(OAuthUser user, string account)
    {
        _isConflict |= _user.IsKnown && (_user, _account) != (user, account);
        _user = user;
        _account = account;
    }
}
