namespace OAuthClient.Http;

/// <summary>Finds the secrets that an answer brings, which no error about the answer may show.</summary>
internal static class AnswerSecrets
{
    // A shorter text would mask words by chance.
    private const int MinLength = 4;

    // An answer with more of them is none of a token endpoint, and would take long to mask.
    private const int MaxCount = 20;
    private static readonly string[] NameEnds = ["token", "secret", "verifier", "assertion", "password", "handle"];

    /// <param name="objects">The fields of the answer, and of objects in it.</param>
    public static IReadOnlyList<Secret> Find(params IEnumerable<IReadOnlyDictionary<string, string>?> objects) =>
    [
        .. objects.OfType<IReadOnlyDictionary<string, string>>()
            .SelectMany(fields => fields)
            .Where(field => field.Value.Length >= MinLength && IsSecretName(field.Key))
            .Select(field => (Secret)field.Value)
            .Take(MaxCount),
    ];

    private static bool IsSecretName(string name) =>
        Array.Exists(NameEnds, end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase));
}
