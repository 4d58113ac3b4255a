using OAuthClient;

namespace OAuthHarness.Prove;

/// <summary>Judges the end of a login.</summary>
internal static class LoginJudge
{
    /// <summary>Judges a callback's outcome.</summary>
    /// <param name="bench">The bench.</param>
    /// <param name="finished">The result of the callback.</param>
    /// <param name="earlier">The result of the same callback before; null for the first time.</param>
    public static void JudgeFinish(Bench bench, CallResult<OAuthOutcome> finished, OAuthOutcome? earlier)
    {
        if (!finished.HasEnded)
            return;
        if (finished.Exception is not null)
        {
            bench.ExpectCancellation(finished);
            bench.Expect(
                earlier is not null || bench.SentCodes.Count == CodesBefore,
                "a login that has sent its code is not cancelled",
                finished);
            return;
        }
        var error = finished.Value!.Error;
        var isReplay = earlier is not null && earlier.Error?.Code == error?.Code;
        var isToldRight = finished.Told.Count == (error is null ? 0 : 1) || (isReplay && finished.Told.Count == 0);
        bench.Expect(isToldRight, "one oauth_error for a failure that is new, and none otherwise", finished);
        bench.Expect(error is not null || finished.Value.IsStored, "a login without an error is stored", finished);
    }

    /// <summary>Judges the same callback on another machine, which meets no fault.</summary>
    public static async Task JudgeRivalAsync(Bench bench, RivalCall<OAuthOutcome> rival)
    {
        if (await rival.EndAsync() is not { } came)
            return;
        bench.Expect(
            came.Exception is null && came.Value is { IsStored: true } && bench.Rival.Told.Count == 0,
            "the same callback on another machine gets the outcome of the login",
            came);
    }

    // The code of the login before the flow was sent once.
    private const int CodesBefore = 1;
}
