using OAuthClient.Internal;
using Signals;

namespace OAuthClient.Login;

/// <summary>
/// The decision that follows from the receivers' answers to one signal. The same answers give the same decision.
/// Whether to store the token, and for which user, does not depend on the order of the answers. A decision stores
/// nothing and shows nothing itself. Immutable.
/// </summary>
internal sealed class DanceDecision
{
    private readonly SignalAnswer<OAuthAnswer>[] _answers;
    private readonly SignalReceiver? _responseReceiver;

    internal DanceDecision(IEnumerable<SignalAnswer<OAuthAnswer>> answers)
    {
        _answers = [.. answers];
        var shown = _answers.FirstOrDefault(answer => answer.Value?.Response is not null);
        _responseReceiver = shown.Receiver;
        Response = shown.Value?.Response;
        Faults =
        [
            .. from answer in _answers
               let fault = answer.Fault
               where fault is not null
               select new SignalFault(answer.Receiver, fault),
        ];
    }

    /// <summary>
    /// Whether to store the token. An answer not to store comes first, then a conflict about the user, then an answer
    /// that the token is stored already. Otherwise the token is stored.
    /// </summary>
    public StoreDecision Store { get; internal init; }

    /// <summary>The user to store the token for; <see cref="OAuthUser.Unknown"/> when no receiver named one.</summary>
    public OAuthUser User { get; internal init; }

    /// <summary>The user's account at the provider.</summary>
    public string Account { get; internal init; } = TokenKey.DefaultAccount;

    /// <summary>
    /// The response to show instead of the redirect: the first in connection order; null when no receiver gave one.
    /// </summary>
    public OAuthResponse? Response { get; }

    /// <summary>The receivers that threw, in connection order.</summary>
    public IReadOnlyList<SignalFault> Faults { get; }

    /// <summary>The answer of each receiver and the decision, one a line, for human readers.</summary>
    public string Explanation => ExplainAs(DescribeStore());

    /// <summary>Folds the answers of a completed send into a decision, as a dance does.</summary>
    /// <param name="answers">The answers, in connection order.</param>
    /// <returns>The decision.</returns>
    public static DanceDecision Fold(IEnumerable<SignalAnswer<OAuthAnswer>> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var votes = new AnswerFold();
        foreach (var answer in answers)
            AnswerFold.Fold(ref votes, answer);
        return votes.Decide();
    }

    /// <summary>
    /// Sends a signal of the dance, and folds the answers as they come. An exception of a receiver counts as its
    /// answer.
    /// </summary>
    internal static async ValueTask<DanceDecision> AskAsync<TArgs>(
        Signal<OAuthDance, TArgs, OAuthAnswer> signal,
        OAuthDance dance,
        TArgs args,
        CancellationToken cancellationToken = default)
    {
        var votes = await signal.FoldAsync<AnswerFold, AnswerFold>(
            dance, args, new(), FaultPolicy.AnswerFaults, cancellationToken).ConfigureAwait(false);
        return votes.Decide();
    }

    /// <summary>Throws when a receiver of the signal threw.</summary>
    public void ThrowIfFaulted(string signal)
    {
        if (Faults.Count == 0)
            return;
        var names = Faults.Select(fault => $"{fault.Receiver} threw {fault.Exception.GetType().Name}");
        var message = $"A receiver of {signal} failed: {string.Join(", ", names)}.";
        var hint = $"Nothing was stored. {HostFailureException.ExceptionHint}";
        throw new HostFailureException(
            new(OAuthErrorCode.ReceiverFailed, message) { Hint = hint }, Faults[0].Exception, Explanation);
    }

    /// <summary>The explanation with another decision text, for a signal that does not decide about storing.</summary>
    internal string ExplainAs(string decided)
    {
        var shown = _responseReceiver is null ? "show the usual" : $"show what {_responseReceiver.Name} gave";
        return $"{string.Concat(_answers.Select(Describe))}decided: {decided}; {shown}";
    }

    private string DescribeStore() => Store switch
    {
        StoreDecision.DontStore => $"don't store, said {string.Join(" and ", NamesOfVoters(StoreVote.DontStore))}",
        StoreDecision.Conflict => "don't store, for different users were named",
        StoreDecision.AlreadyStored => $"don't store again, {NamesOfVoters(StoreVote.AlreadyStored).First()} did",
        _ => NamesOfVoters(StoreVote.Store).Any() ? "store, as asked" : "store, for nobody objected",
    };

    private IEnumerable<string> NamesOfVoters(StoreVote vote) =>
        from answer in _answers
        where AnswerFold.VoteOf(answer) == vote
        select answer.Receiver.Name;

    private static string Describe(SignalAnswer<OAuthAnswer> answer)
    {
        var said = answer.Fault is null
            ? (answer.Value ?? OAuthAnswer.NoOpinion).ToString()
            : $"threw {answer.Fault.GetType().Name}, which counts as don't store";
        return $"{answer.Receiver.Name}: {said}\n";
    }
}
