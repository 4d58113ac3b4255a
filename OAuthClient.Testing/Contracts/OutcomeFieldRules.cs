using System.Reflection;
using static OAuthClient.Testing.Contracts.PendingDanceTrial;

namespace OAuthClient.Testing.Contracts;

/// <summary>A finished dance has the outcome, the callback and the time of its take, to the letter.</summary>
internal static class OutcomeFieldRules
{
    private static readonly OAuthError Failure = new("provider_error", "The provider answered with an error.");

    // 43 characters, as of a SHA-256 digest in base64url.
    private static readonly string[] Digests =
    [
        "Ab-_Cd0123456789Ab-_Cd0123456789Ab-_Cd01234",
        "aB-_cD0123456789aB-_cD0123456789aB-_cD01234",
        "ab-_cd0123456789ab-_cd0123456789ab-_cd0123Z",
    ];

    public static StoreRule<PendingDanceStoreSubject>[] All =>
    [
        Rule("Every field of an outcome is saved and returned", EveryFieldAsync),
        Rule("An outcome comes with the callback and the time of the take", TakeAsync),
    ];

    private static IEnumerable<OAuthOutcome> Outcomes =>
    [
        .. Enum.GetValues<OAuthOutcomeKind>().Select(kind => Outcome with { Kind = kind }),
        .. Responses.Select(response => Outcome with { Response = response }),
        .. Variants(() => Outcome with { User = "42" }),
        .. Variants(() => Failure with { Hint = "h" })
            .Select(error => Outcome with { Kind = OAuthOutcomeKind.Failed, Error = error }),
    ];

    private static IEnumerable<OAuthResponse> Responses =>
    [
        new(204),
        OAuthResponse.Redirect("/Home?x=1&Y=%c3%A9 '\"#" + new string('x', 2 * 1024) + "Z"),
        .. Variants(() => OAuthResponse.Html("<p>Sorry</p>", 502)),
    ];

    /// <summary>Copies of a record, each with an unusual or a long value in one of its fields.</summary>
    private static IEnumerable<T> Variants<T>(Func<T> create) where T : class
    {
        foreach (var field in RecordFields.Of(typeof(T)).Where(IsVariedHere))
        {
            yield return RecordFields.Set(create(), field, FieldValues.CreateOdd(field, ""));
            yield return RecordFields.Set(create(), field, FieldValues.CreateLong(field, "", MaxLengthOf(field.Name)));
        }
    }

    private static int MaxLengthOf(string field) => field switch
    {
        nameof(OAuthOutcome.User) => 250,
        nameof(OAuthOutcome.Account) => 150,
        nameof(OAuthResponse.Body) => 32 * 1024,
        _ => 2 * 1024,
    };

    private static bool IsVariedHere(PropertyInfo field) => field.CanWrite && field.Name
        is not nameof(OAuthOutcome.Kind)
        and not nameof(OAuthOutcome.Response)
        and not nameof(OAuthOutcome.Error)
        and not nameof(OAuthResponse.Location);

    private static async Task EveryFieldAsync(PendingDanceTrial trial)
    {
        foreach (var (number, outcome) in Outcomes.Index())
        {
            var id = $"{trial.Id}-{number}";
            await trial.First.SaveAsync(trial.Dance(id, Lifetime)).ConfigureAwait(false);
            await trial.First.TakeAsync(id, "callback").ConfigureAwait(false);
            await trial.First.FinishAsync(id, outcome).ConfigureAwait(false);
            var finished = await trial.Second.WaitForOutcomeAsync(id).ConfigureAwait(false);
            ExpectSame(trial.Finished(outcome), finished);
        }
    }

    private static async Task TakeAsync(PendingDanceTrial trial)
    {
        foreach (var (number, digest) in Digests.Index())
        {
            var id = $"{trial.Id}-{number}";
            await trial.First.SaveAsync(trial.Dance(id, Lifetime)).ConfigureAwait(false);
            trial.Clock.Advance(TimeSpan.FromSeconds(90));
            await trial.First.TakeAsync(id, digest).ConfigureAwait(false);
            var expected = trial.Finished(Outcome) with { CallbackDigest = digest };
            trial.Clock.Advance(TimeSpan.FromSeconds(30));
            await trial.First.FinishAsync(id, Outcome).ConfigureAwait(false);
            trial.Clock.Advance(TimeSpan.FromSeconds(30));
            ExpectSame(expected, await trial.Second.WaitForOutcomeAsync(id).ConfigureAwait(false));
        }
    }
}
