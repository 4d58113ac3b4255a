using Signals;

namespace OAuthClient.Login;

/// <summary>
/// Folds the receivers' answers to one send into a <see cref="DanceDecision"/>. Votes are combined only here. Not
/// thread-safe: each send has its own instance.
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
        // The members of StoreVote are declared in order of precedence.
        if (vote > state._vote)
            state._vote = vote;
        if (answer.Value is { User.IsKnown: true } said)
            state.StoreFor(said.User, said.Account ?? TokenKey.DefaultAccount);
        // True: the send goes on to the next receiver, which may still answer don't store.
        return true;
    }

    /// <summary>The vote of one receiver about storing; a receiver that threw counts as don't store.</summary>
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
