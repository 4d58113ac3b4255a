using OAuthClient.Login;
using Signals;

namespace OAuthClient.Tests.Login;

/// <summary>
/// The combination (fold) of the receivers' answers into one decision. The names of the test cases specify the
/// combination.
/// </summary>
public class DanceDecisionTests
{
    private static readonly OAuthResponse RedirectToA = OAuthResponse.Redirect("/a");
    private static readonly OAuthResponse TextB = OAuthResponse.Text("b");

    private static IEnumerable<TestCaseData> Answers()
    {
        yield return Row("no receiver answers: store, and show the usual response", StoreDecision.Store, null);
        yield return Row("null is no opinion", StoreDecision.Store, null, null, null);
        yield return Row("true is no opinion", StoreDecision.Store, null, true);
        yield return Row("false is don't store", StoreDecision.DontStore, null, false);
        yield return Row(
            "don't store beats an earlier store", StoreDecision.DontStore, null, OAuthAnswer.Store, false);
        yield return Row(
            "don't store beats a later store", StoreDecision.DontStore, null, false, OAuthAnswer.Store);
        yield return Row(
            "don't store beats already stored", StoreDecision.DontStore, null, OAuthAnswer.AlreadyStored, false);
        yield return Row(
            "already stored beats store",
            StoreDecision.AlreadyStored,
            null,
            OAuthAnswer.Store,
            OAuthAnswer.AlreadyStored);
        yield return Row("a response alone does not stop storing", StoreDecision.Store, RedirectToA, RedirectToA);
        yield return Row("the first response is shown", StoreDecision.Store, RedirectToA, null, RedirectToA, TextB);
        yield return Row(
            "a later veto still counts after a response", StoreDecision.DontStore, RedirectToA, RedirectToA, false);
        yield return Row(
            "a response still counts after a veto", StoreDecision.DontStore, RedirectToA, false, RedirectToA);
        yield return Row(
            "one receiver may veto and show", StoreDecision.DontStore, RedirectToA, RedirectToA.AndDontStore());
        yield return Row(
            "one receiver may store for a user and show",
            StoreDecision.Store,
            RedirectToA,
            OAuthAnswer.StoreFor("42").AndShow(RedirectToA));
        yield return Row(
            "two receivers may name the same user",
            StoreDecision.Store,
            null,
            OAuthAnswer.StoreFor("42"),
            OAuthAnswer.StoreFor("42"));
        yield return Row(
            "two users are a conflict",
            StoreDecision.Conflict,
            null,
            OAuthAnswer.StoreFor("42"),
            OAuthAnswer.StoreFor("43"));
        yield return Row(
            "two accounts of one user are a conflict",
            StoreDecision.Conflict,
            null,
            OAuthAnswer.StoreFor("42", "work"),
            OAuthAnswer.StoreFor("42", "home"));
        yield return Row(
            "don't store beats a conflict",
            StoreDecision.DontStore,
            null,
            OAuthAnswer.StoreFor("42"),
            OAuthAnswer.StoreFor("43"),
            false);
        yield return Row(
            "a receiver that threw counts as don't store",
            StoreDecision.DontStore,
            null,
            OAuthAnswer.Store,
            new FormatException());
        yield return Row(
            "a receiver that threw does not silence a response",
            StoreDecision.DontStore,
            RedirectToA,
            new FormatException(),
            RedirectToA);
    }

    [TestCaseSource(nameof(Answers))]
    public void The_answers_of_the_receivers_are_combined(object?[] answers, Enum store, OAuthResponse? response)
    {
        var decision = Fold(answers);
        Assert.That((decision.Store, decision.Response), Is.EqualTo(((StoreDecision)store, response)));
    }

    [Test]
    public void The_store_decision_does_not_depend_on_the_order_of_the_answers()
    {
        object?[] kinds =
        [
            null, OAuthAnswer.Store, false, RedirectToA, TextB.AndDontStore(), OAuthAnswer.AlreadyStored,
            OAuthAnswer.StoreFor("42"), OAuthAnswer.StoreFor("43", "work"), new FormatException(),
        ];
        foreach (var chosen in Subsets(kinds, upTo: 5))
        {
            var expected = Fold(chosen);
            foreach (var decision in Permutations(chosen).Select(Fold))
            {
                Assert.That(
                    (decision.Store, decision.User, decision.Account),
                    Is.EqualTo((expected.Store, expected.User, expected.Account)),
                    string.Join(" | ", chosen.Select(answer => answer ?? "null")));
            }
        }
    }

    [Test]
    public void The_decision_has_the_user_and_the_account_that_a_receiver_named()
    {
        var decision = Fold(null, OAuthAnswer.StoreFor("42", "work"));
        Assert.That((decision.User, decision.Account), Is.EqualTo((new OAuthUser("42"), "work")));
    }

    [Test]
    public void The_explanation_lists_every_answer_and_the_deciding_receivers() =>
        Assert.That(Fold(RedirectToA, false, new FormatException(), null).Explanation, Is.EqualTo("""
            receiver 0: show 303 to /a
            receiver 1: don't store
            receiver 2: threw FormatException, which counts as don't store
            receiver 3: no opinion
            decided: don't store, said receiver 1 and receiver 2; show what receiver 0 gave
            """));

    private static DanceDecision Fold(params object?[]? answers) =>
        DanceDecision.Fold((answers ?? [null]).Select(ToSignalAnswer));

    private static SignalAnswer<OAuthAnswer> ToSignalAnswer(object? answer, int number)
    {
        var receiver = new SignalReceiver($"receiver {number}", ReceiverLifetime.Strong, null, null, false);
        OAuthAnswer? value = answer switch
        {
            bool store => store,
            OAuthResponse response => response,
            _ => answer as OAuthAnswer,
        };
        return new(receiver, value, HasValue: answer is not Exception, answer as Exception);
    }

    private static IEnumerable<object?[]> Subsets(object?[] items, int upTo) =>
        from mask in Enumerable.Range(0, 1 << items.Length)
        where int.PopCount(mask) <= upTo
        select items.Where((_, bit) => (mask & (1 << bit)) != 0).ToArray();

    private static IEnumerable<object?[]> Permutations(object?[] items)
    {
        if (items.Length <= 1)
            return [items];
        return
            from first in items.Index()
            from rest in Permutations([.. items[..first.Index], .. items[(first.Index + 1)..]])
            select (object?[])[first.Item, .. rest];
    }

    private static TestCaseData Row(
        string name, StoreDecision store, OAuthResponse? response, params object?[]? answers) =>
        new TestCaseData(answers ?? [null], store, response).SetArgDisplayNames(name);
}
