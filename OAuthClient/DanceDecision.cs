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
    private string[] _heard = [];
    private string _stored = "";
    private string _shown = "";

    private DanceDecision() { }

    /// <summary>Store the token? Don't-store beats everything, then a conflict, then having stored it; nobody's opinion means store.</summary>
    public DanceStorage Storage { get; private init; }

    /// <summary>For whom to store; <see cref="OAuthUser.Unknown"/> when no receiver said.</summary>
    public OAuthUser User { get; private init; }

    /// <summary>Which of the user's accounts at the provider.</summary>
    public string Account { get; private init; } = TokenKey.DefaultAccount;

    /// <summary>What to show instead of the redirect: the first response in connection order; null when no receiver gave one.</summary>
    public OAuthResponse? Response { get; private init; }

    /// <summary>The receivers that threw, in connection order.</summary>
    public IReadOnlyList<SignalFault> Faults { get; private init; } = [];

    /// <summary>Who answered what, and who won: one line each, for people.</summary>
    public string Explanation => ExplainAs(_stored);

    /// <summary>Folds the answers of one send.</summary>
    /// <param name="answers">The answers, in connection order.</param>
    /// <returns>The decision.</returns>
    public static DanceDecision Fold(IEnumerable<SignalAnswer<OAuthAnswer>> answers)
    {
        var all = answers.ToArray();
        var owners = all.Select(answer => answer.Value).Where(answer => answer is { User.IsKnown: true })
            .Select(answer => (answer!.User, Account: answer.Account ?? TokenKey.DefaultAccount)).Distinct().ToArray();
        var storage =
            all.Any(answer => answer.Fault is not null || answer.Value?.Vote == StoreVote.DontStore) ? DanceStorage.DontStore
            : owners.Length > 1 ? DanceStorage.Conflict
            : all.Any(answer => answer.Value?.Vote == StoreVote.Stored) ? DanceStorage.AlreadyStored
            : DanceStorage.Store;
        var shown = Array.FindIndex(all, answer => answer.Value?.Response is not null);
        return new()
        {
            Storage = storage,
            User = owners.Length == 1 ? owners[0].User : OAuthUser.Unknown,
            Account = owners.Length == 1 ? owners[0].Account : TokenKey.DefaultAccount,
            Response = shown < 0 ? null : all[shown].Value!.Response,
            Faults = [.. all.Where(answer => answer.Fault is not null).Select(answer => new SignalFault(answer.Receiver, answer.Fault!))],
            _heard = [.. all.Select(Heard)],
            _stored = Storing(storage, all),
            _shown = shown < 0 ? "show the usual" : $"show what {all[shown].Receiver.Name} gave",
        };
    }

    /// <summary>The explanation for a signal whose question is not whether to store.</summary>
    internal string ExplainAs(string decided) => string.Join('\n', [.. _heard, $"decided: {decided}; {_shown}"]);

    private static string Storing(DanceStorage storage, SignalAnswer<OAuthAnswer>[] all) => storage switch
    {
        DanceStorage.DontStore => $"don't store, said {string.Join(" and ", all.Where(answer => answer.Fault is not null || answer.Value?.Vote == StoreVote.DontStore).Select(answer => answer.Receiver.Name))}",
        DanceStorage.Conflict => "don't store, for different users were named",
        DanceStorage.AlreadyStored => $"don't store again, {all.First(answer => answer.Value?.Vote == StoreVote.Stored).Receiver.Name} did",
        _ => all.Any(answer => answer.Value?.Vote == StoreVote.Store) ? "store, as asked" : "store, for nobody objected",
    };

    private static string Heard(SignalAnswer<OAuthAnswer> answer) =>
        $"{answer.Receiver.Name}: {(answer.Fault is null ? answer.Value ?? OAuthAnswer.NoOpinion : $"threw {answer.Fault.GetType().Name}, which counts as don't store")}";
}
