using OAuthClient.Internal;

namespace OAuthClient.OAuth2;

/// <summary>Finds contradictions in how a provider refreshes, renews and prolongs its tokens.</summary>
internal static class RefreshCheck
{
    private const int ReadLength = 8 * 1024;

    // The longest time that a timer can count, in whole days.
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(24);

    private static readonly string[] Placeholders = ["scope", "redirect_uri", "client_id"];
    private static readonly string[] LiveTokenPlaceholders = [.. Placeholders, "access_token", "client_secret"];

    public static IEnumerable<(bool Applies, string Fault)> Rules(OAuth2Provider provider) =>
    [
        .. TimeRules(provider.Refresh),
        .. WordRules(provider.Refresh),
        .. provider.Refresh.ExpiredTokenAnswers.SelectMany(ExpiredAnswerRules),
        .. LiveTokenRules("Refresh.LiveToken", provider.Refresh.LiveToken, provider),
        .. LiveTokenRules("LongLivedToken", provider.LongLivedToken, provider),
        .. PlaceholderRules("TokenParameters", provider.TokenParameters, Placeholders),
        .. PlaceholderRules("Refresh.Parameters", provider.Refresh.Parameters, Placeholders),
        (
            provider.LongLivedToken?.MinAge > TimeSpan.Zero,
            "has LongLivedToken.MinAge, though that request is sent right after the login. Set it to zero."),
    ];

    private static IEnumerable<(bool Applies, string Fault)> TimeRules(RefreshRules rules) =>
    [
        (
            rules.ReplayWindow < TimeSpan.Zero || rules.ReplayWindow > LongestWindow,
            $"has the Refresh.ReplayWindow {rules.ReplayWindow}; it must be zero at least and 24 days at most."),
        (
            rules.RefreshTokenLifetime <= TimeSpan.Zero,
            $"has the Refresh.RefreshTokenLifetime {rules.RefreshTokenLifetime}; it must be longer than zero."),
        (
            rules.TokenEnvelope is { Length: > 0 } path && path.Split('.').Any(string.IsNullOrWhiteSpace),
            $"has the Refresh.TokenEnvelope '{rules.TokenEnvelope}'; it must be a path such as response.data."),
        (
            ProviderCheck.FindRepeated(rules.FieldNames?.Values ?? []) is not null,
            "has Refresh.FieldNames that give two fields the name "
            + $"'{ProviderCheck.FindRepeated(rules.FieldNames?.Values ?? [])}'."),
        (
            rules.FieldNames?.Values.Any(string.IsNullOrWhiteSpace) ?? false,
            "has an empty word in Refresh.FieldNames. Leave it out where there is none."),
        (
            rules.Parameters?.Keys.Any(string.IsNullOrWhiteSpace) ?? false,
            "has an empty word in Refresh.Parameters. Leave it out where there is none."),
    ];

    private static IEnumerable<(bool Applies, string Fault)> WordRules(RefreshRules rules)
    {
        var later = rules.LaterErrors.Select(Normalize).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var both = rules.DeadTokenErrors.FirstOrDefault(words => later.Contains(Normalize(words)));
        return
        [
            (
                rules.DeadTokenErrors.Any(HasEmptyWord),
                "has an empty word in Refresh.DeadTokenErrors, which every answer would have."),
            (
                rules.LaterErrors.Any(HasEmptyWord),
                "has an empty word in Refresh.LaterErrors, which every answer would have."),
            (
                both is not null,
                $"has '{both}' in Refresh.DeadTokenErrors and in Refresh.LaterErrors. Leave out one of them."),
        ];
    }

    private static IEnumerable<(bool Applies, string Fault)> ExpiredAnswerRules(ExpiredTokenAnswer answer) =>
    [
        (
            answer.Status is < 200 or > 599,
            $"has Refresh.ExpiredTokenAnswers with the status {answer.Status}, which no answer has."),
        (
            answer.Status == 401,
            "has Refresh.ExpiredTokenAnswers with the status 401, which always means that. Leave it out."),
        (
            answer is { Status: < 300, Text: "" },
            $"has Refresh.ExpiredTokenAnswers with the status {answer.Status} and no Text, "
            + "so that every answer would mean it."),
        (
            answer.Text.Length > ReadLength,
            "has Refresh.ExpiredTokenAnswers with a Text longer than the 8 KiB that are read."),
    ];

    private static IEnumerable<(bool Applies, string Fault)> LiveTokenRules(
        string field, LiveTokenRequest? request, OAuth2Provider provider) =>
        request is null
            ? []
            :
            [
                (
                    !request.Parameters.Values.Any(value => value.Contains("{access_token}", StringComparison.Ordinal)),
                    $"has {field} without the placeholder {{access_token}} in its Parameters."),
                (
                    request.UsesGet && !provider.Allow.HasFlag(Insecure.TokenInQuery),
                    $"has {field} with UsesGet, which sends the token in the query, where logs and proxies see it. "
                    + "That can be allowed by name: Allow = Insecure.TokenInQuery."),
                (
                    request.MinAge < TimeSpan.Zero,
                    $"has {field} with the MinAge {request.MinAge}; it must be zero at least."),
                .. PlaceholderRules($"{field}.Parameters", request.Parameters, LiveTokenPlaceholders),
            ];

    private static IEnumerable<(bool Applies, string Fault)> PlaceholderRules(
        string field, IEnumerable<KeyValuePair<string, string>>? parameters, string[] known) =>
        from parameter in parameters ?? []
        from name in ParameterTemplate.Names(parameter.Value)
        select (
            !known.Contains(name) && !name.StartsWith(ParameterTemplate.CallbackPrefix, StringComparison.Ordinal),
            $"has {field} with the placeholder {{{name}}}, which is not known here. "
            + $"There are: {string.Join(", ", known)}, callback.NAME.");

    private static bool HasEmptyWord(string words) => words.Split('&').Any(string.IsNullOrWhiteSpace);

    private static string Normalize(string words) =>
        string.Join('&', words.Split('&').Select(word => word.Trim()).Order(StringComparer.OrdinalIgnoreCase));
}
