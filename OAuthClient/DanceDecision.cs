using Signals;

namespace OAuthClient;

/// <summary>What becomes of the token.</summary>
public enum DanceStorage
{
    /// <summary>Store it.</summary>
    Store,

    /// <summary>A receiver has stored it.</summary>
    AlreadyStored,

    /// <summary>Receivers named different users: store nothing.</summary>
    Conflict,

    /// <summary>A receiver does not want it, or threw.</summary>
    DontStore,
}

/// <summary>
/// The fold: what the receivers' answers decide together. Pure: the same answers give the same decision, and whether to store does not
/// depend on their order. It stores nothing and shows nothing itself. Immutable.
/// </summary>
public sealed class DanceDecision
{
    private readonly SignalAnswer<OAuthAnswer>[] _answers;
    private readonly int _shown;

    private DanceDecision(SignalAnswer<OAuthAnswer>[] answers, int shown) => (_answers, _shown) = (answers, shown);

    /// <summary>Store the token? Don't-store beats everything, then a conflict, then having stored it; nobody's opinion means store.</summary>
    public DanceStorage Storage { get; private init; }

    /// <summary>For whom to store; <see cref="OAuthUser.Unknown"/> when no receiver said.</summary>
    public OAuthUser User { get; private init; }

    /// <summary>Which of the user's accounts at the provider.</summary>
    public string Account { get; private init; } = TokenKey.DefaultAccount;

    /// <summary>What to show instead of the redirect: the first response in connection order; null when no receiver gave one.</summary>
    public OAuthResponse? Response => _shown < 0 ? null : _answers[_shown].Value!.Response;

    /// <summary>The receivers that threw, in connection order.</summary>
    public IReadOnlyList<SignalFault> Faults { get; private init; } = [];

    /// <summary>Who answered what, and who won: one line each, for people.</summary>
    public string Explanation => ExplainAs(Storing());

    /// <summary>Folds the answers of one send.</summary>
    /// <param name="answers">The answers, in connection order.</param>
    /// <returns>The decision.</returns>
    public static DanceDecision Fold(IEnumerable<SignalAnswer<OAuthAnswer>> answers)
    {
        SignalAnswer<OAuthAnswer>[] all = [.. answers];
        (OAuthUser User, string Account)? owner = null;
        var (vote, shown, isConflict) = (StoreVote.NoOpinion, -1, false);
        List<SignalFault>? faults = null;
        for (var at = 0; at < all.Length; at++)
        {
            var (said, fault) = (all[at].Value ?? OAuthAnswer.NoOpinion, all[at].Fault);
            if (fault is not null)
                (faults ??= []).Add(new(all[at].Receiver, fault));
            // They are in the order in which one beats the other.
            vote = (StoreVote)Math.Max((int)vote, (int)(fault is null ? said.Vote : StoreVote.DontStore));
            if (said.User.IsKnown)
            {
                var named = (said.User, said.Account ?? TokenKey.DefaultAccount);
                isConflict |= owner is { } other && other != named;
                owner ??= named;
            }
            if (shown < 0 && said.Response is not null)
                shown = at;
        }
        return new(all, shown)
        {
            Storage = vote == StoreVote.DontStore ? DanceStorage.DontStore : isConflict ? DanceStorage.Conflict : vote == StoreVote.Stored ? DanceStorage.AlreadyStored : DanceStorage.Store,
            User = owner is { } one && !isConflict ? one.User : OAuthUser.Unknown,
            Account = owner is { } known && !isConflict ? known.Account : TokenKey.DefaultAccount,
            Faults = faults ?? [],
        };
    }

    /// <summary>The explanation for a signal whose question is not whether to store.</summary>
    internal string ExplainAs(string decided) =>
        string.Concat(_answers.Select(Heard)) + $"decided: {decided}; {(_shown < 0 ? "show the usual" : $"show what {_answers[_shown].Receiver.Name} gave")}";

    private string Storing() => Storage switch
    {
        DanceStorage.DontStore => $"don't store, said {string.Join(" and ", _answers.Where(answer => answer.Fault is not null || answer.Value?.Vote == StoreVote.DontStore).Select(answer => answer.Receiver.Name))}",
        DanceStorage.Conflict => "don't store, for different users were named",
        DanceStorage.AlreadyStored => $"don't store again, {_answers.First(answer => answer.Value?.Vote == StoreVote.Stored).Receiver.Name} did",
        _ => Array.Exists(_answers, answer => answer.Value?.Vote == StoreVote.Store) ? "store, as asked" : "store, for nobody objected",
    };

    private static string Heard(SignalAnswer<OAuthAnswer> answer) =>
        $"{answer.Receiver.Name}: {(answer.Fault is null ? answer.Value ?? OAuthAnswer.NoOpinion : $"threw {answer.Fault.GetType().Name}, which counts as don't store")}\n";
}
