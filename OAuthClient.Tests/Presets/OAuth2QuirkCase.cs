using System.Text.RegularExpressions;
using OAuthClient.OAuth2;
using OAuthClient.Presets;

namespace OAuthClient.Tests.Presets;

/// <summary>
/// The demands that a provider with a quirk makes on requests. A demand is a whole line that a
/// <see cref="WireRecorder"/> must record. A demand that starts with <c>^</c> is the beginning of such a line. A demand
/// that starts with <c>!</c> is the beginning of a line that must be absent. A demand that starts with <c>~</c> is a
/// regular expression for a whole line.
/// </summary>
public sealed record OAuth2QuirkCase(string Quirk, string Preset)
{
    /// <summary>Turns off the quirk of the case and keeps all other quirks.</summary>
    public required Func<OAuth2Quirks, OAuth2Quirks> WithoutQuirk { get; init; }

    /// <summary>Sets a quirk that no preset has.</summary>
    public Func<OAuth2Quirks, OAuth2Quirks> WithQuirk { get; init; } = quirks => quirks;

    public (string Option, string? Value)? Option { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = [];

    public IReadOnlyList<string> AuthorizationDemands { get; init; } = [];

    public IReadOnlyList<string> TokenDemands { get; init; } = [];

    public IReadOnlyList<string> ApiDemands { get; init; } = [];

    /// <summary>The demands on the last request of a sign-out.</summary>
    public IReadOnlyList<string> RevocationDemands { get; init; } = [];

    public bool DropsState { get; init; }

    public string? CallbackHmacParameter { get; init; }

    public string CallbackParameters { get; init; } = "code=the-code";

    public string Answer { get; init; } = """{"access_token":"the-token","token_type":"bearer","expires_in":3600}""";

    public OAuthOutcomeKind Outcome { get; init; } = OAuthOutcomeKind.Stored;

    /// <summary>The words of the provider that the error must show; null when there is no error.</summary>
    public string? ErrorWords { get; init; }

    /// <summary>Tells whether the stored token is as expected; null if the case expects nothing of the token.</summary>
    internal Func<OAuthToken, bool>? IsExpectedToken { get; init; }

    /// <summary>Logs in, and returns the demands that the client's requests did not meet.</summary>
    internal async Task<IReadOnlyList<string>> UnmetDemandsAsync(Func<OAuth2Quirks, OAuth2Quirks> quirks)
    {
        var preset = (OAuth2Provider)ProvidersFile.WithCredentials(Preset);
        var chosen = Option is { } option ? preset.With(option.Option, option.Value) : preset;
        var recorder = new WireRecorder
        {
            DropsState = DropsState,
            CallbackHmacParameter = CallbackHmacParameter,
            CallbackParameters = CallbackParameters,
            TokenResponseBody = Answer,
        };
        var changed = chosen with
        {
            Quirks = quirks(WithQuirk(chosen.Quirks)),
            Scopes = Scopes.Count > 0 ? Scopes : chosen.Scopes,
        };
        OAuthOutcome outcome;
        try
        {
            outcome = await recorder.LoginAsync(changed);
        }
        // A quirk that another quirk needs cannot be turned off alone.
        catch (ArgumentException contradiction)
        {
            return [contradiction.Message];
        }
        return
        [
            .. outcome.Kind == Outcome
                ? Array.Empty<string>()
                : [$"outcome {Outcome}, and not {outcome.Kind} {outcome.Error}"],
            .. ErrorWords is null || $"{outcome.Error}".Contains($"({ErrorWords})", StringComparison.Ordinal)
                ? Array.Empty<string>()
                : [$"error {ErrorWords}, and not {outcome.Error}"],
            .. FindUnmet(AuthorizationDemands, recorder.AuthorizationLines),
            .. FindUnmet(TokenDemands, recorder.TokenRequestLines),
            .. FindUnmet(ApiDemands, recorder.ApiRequestLines),
            .. RevocationDemands.Count > 0
                ? FindUnmet(RevocationDemands, await recorder.SignOutAsync())
                : [],
            .. IsExpectedToken is null || (recorder.StoredToken is { } token && IsExpectedToken(token))
                ? Array.Empty<string>()
                : ["the token"],
        ];
    }

    public override string ToString() => $"{Quirk} of {Preset}";

    /// <summary>The demands that no line meets.</summary>
    internal static IEnumerable<string> FindUnmet(IReadOnlyList<string> demands, IReadOnlyList<string> lines) =>
        demands.Where(demand => demand[0] switch
        {
            '!' => lines.Any(line => line.StartsWith(demand[1..], StringComparison.OrdinalIgnoreCase)),
            '~' => !lines.Any(line => Regex.IsMatch(line, $"^{demand[1..]}$")),
            '^' => !lines.Any(line => line.StartsWith(demand[1..], StringComparison.Ordinal)),
            _ => !lines.Contains(demand),
        });
}
