using Signals;

namespace OAuthClient.Tests;

/// <summary>The fold. The names of the rows are its specification.</summary>
public class DanceDecisionTests
{
    private static readonly OAuthResponse A = OAuthResponse.Redirect("/a");
    private static readonly OAuthResponse B = OAuthResponse.Text("b");

    private static IEnumerable<TestCaseData> Answers()
    {
        yield return Row("nobody answers: store, show the usual", DanceStorage.Store, null);
        yield return Row("null is no opinion", DanceStorage.Store, null, null, null);
        yield return Row("true is no opinion", DanceStorage.Store, null, true);
        yield return Row("false is don't store", DanceStorage.DontStore, null, false);
        yield return Row("don't store beats store, said before", DanceStorage.DontStore, null, OAuthAnswer.Store, false);
        yield return Row("don't store beats store, said after", DanceStorage.DontStore, null, false, OAuthAnswer.Store);
        yield return Row("don't store beats having stored", DanceStorage.DontStore, null, OAuthAnswer.AlreadyStored, false);
        yield return Row("having stored beats store", DanceStorage.AlreadyStored, null, OAuthAnswer.Store, OAuthAnswer.AlreadyStored);
        yield return Row("a response alone does not stop storing", DanceStorage.Store, A, A);
        yield return Row("the first response is shown", DanceStorage.Store, A, null, A, B);
        yield return Row("a later veto still counts after a response", DanceStorage.DontStore, A, A, false);
        yield return Row("a response still counts after a veto", DanceStorage.DontStore, A, false, A);
        yield return Row("one receiver may veto and show", DanceStorage.DontStore, A, A.AndDontStore());
        yield return Row("one receiver may store for a user and show", DanceStorage.Store, A, OAuthAnswer.StoreFor("42").AndShow(A));
        yield return Row("two receivers may name the same user", DanceStorage.Store, null, OAuthAnswer.StoreFor("42"), OAuthAnswer.StoreFor("42"));
        yield return Row("two users are a conflict", DanceStorage.Conflict, null, OAuthAnswer.StoreFor("42"), OAuthAnswer.StoreFor("43"));
        yield return Row("two accounts of one user are a conflict", DanceStorage.Conflict, null, OAuthAnswer.StoreFor("42", "work"), OAuthAnswer.StoreFor("42", "home"));
        yield return Row("don't store beats a conflict", DanceStorage.DontStore, null, OAuthAnswer.StoreFor("42"), OAuthAnswer.StoreFor("43"), false);
        yield return Row("a receiver that threw counts as don't store", DanceStorage.DontStore, null, OAuthAnswer.Store, new FormatException());
        yield return Row("a receiver that threw does not silence a response", DanceStorage.DontStore, A, new FormatException(), A);
    }

    [TestCaseSource(nameof(Answers))]
    public void The_answers_decide(object?[] answers, DanceStorage storage, OAuthResponse? response)
    {
        var decision = Fold(answers);
        Assert.That((decision.Storage, decision.Response), Is.EqualTo((storage, response)));
    }

    [Test]
    public void Whether_and_for_whom_to_store_does_not_depend_on_the_order()
    {
        object?[] kinds = [null, OAuthAnswer.Store, false, A, B.AndDontStore(), OAuthAnswer.AlreadyStored, OAuthAnswer.StoreFor("42"), OAuthAnswer.StoreFor("43", "work"), new FormatException()];
        foreach (var chosen in Subsets(kinds, upTo: 5))
        {
            var expected = Fold(chosen);
            foreach (var decision in Permutations(chosen).Select(Fold))
            {
                Assert.That((decision.Storage, decision.User, decision.Account), Is.EqualTo((expected.Storage, expected.User, expected.Account)),
                    string.Join(" | ", chosen.Select(answer => answer ?? "null")));
            }
        }
    }

    [Test]
    public void The_user_and_the_account_that_were_named_are_told()
    {
        var decision = Fold(null, OAuthAnswer.StoreFor("42", "work"));
        Assert.That((decision.User, decision.Account), Is.EqualTo((new OAuthUser("42"), "work")));
    }

    [Test]
    public void The_decision_tells_who_answered_what_and_who_won() =>
        Assert.That(Fold(A, false, new FormatException(), null).Explanation, Is.EqualTo("""
            receiver 0: show 303 to /a
            receiver 1: don't store
            receiver 2: threw FormatException, which counts as don't store
            receiver 3: no opinion
            decided: don't store, said receiver 1 and receiver 2; show what receiver 0 gave
            """));

    private static DanceDecision Fold(params object?[]? answers) => DanceDecision.Fold((answers ?? [null]).Select((answer, number) =>
        new SignalAnswer<OAuthAnswer>(
            new($"receiver {number}", ReceiverLifetime.Strong, null, null, false),
            answer switch { bool store => store, OAuthResponse response => response, var other => other as OAuthAnswer },
            HasValue: answer is not Exception,
            answer as Exception)));

    private static IEnumerable<object?[]> Subsets(object?[] items, int upTo) =>
        from mask in Enumerable.Range(0, 1 << items.Length)
        where int.PopCount(mask) <= upTo
        select items.Where((_, bit) => (mask & (1 << bit)) != 0).ToArray();

    private static IEnumerable<object?[]> Permutations(object?[] items) => items.Length <= 1
        ? [items]
        : items.SelectMany((first, at) => Permutations([.. items[..at], .. items[(at + 1)..]]).Select(rest => (object?[])[first, .. rest]));

    private static TestCaseData Row(string name, DanceStorage storage, OAuthResponse? response, params object?[]? answers) =>
        new TestCaseData(answers ?? [null], storage, response).SetArgDisplayNames(name);
}
