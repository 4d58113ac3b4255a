using OAuthClient;

namespace OAuthHarness.Prove;

/// <summary>The result of a call of the client.</summary>
/// <param name="Value">The value that was returned.</param>
/// <param name="Exception">The exception that was thrown.</param>
/// <param name="HasEnded">Whether the call ended at all.</param>
/// <param name="Told">The errors that <c>oauth_error</c> told meanwhile and shortly after.</param>
internal sealed record CallResult<T>(T? Value, Exception? Exception, bool HasEnded, IReadOnlyList<OAuthError> Told)
{
    public override string ToString()
    {
        var came = (HasEnded, Exception, Value) switch
        {
            (false, _, _) => "no end",
            (_, { } failure, _) => Describe(failure),
            (_, _, OAuthOutcome outcome) => $"{outcome.Kind} {outcome.Error?.Code}",
            (_, _, OAuthLogin login) => login.Error?.Code ?? "a login that is begun",
            (_, _, null) => "nothing",
            _ => typeof(T).Name,
        };
        var told = Told.Count == 0 ? "nothing" : string.Join(", ", Told.Select(error => error.Code));
        return $"{came.TrimEnd()}; oauth_error told {told}";
    }

    private static string Describe(Exception failure) => failure is OAuthException known
        ? $"{failure.GetType().Name} {known.Error.Code}"
        : $"{failure.GetType().Name}: {failure.Message}";
}
