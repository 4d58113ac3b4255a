using OAuthClient.OAuth2;
using OAuthClient.Presets;

namespace OAuthClient.Tests.Presets;

/// <summary>
/// What a provider with a quirk demands on the wire. A demand is a whole line (see <see cref="WireRecorder"/>), or the beginning of one, <c>^</c>
/// before it, or the beginning of one that must not be there, <c>!</c> before it.
/// </summary>
public sealed record OAuth2QuirkCase(string Quirk, string Preset)
{
    /// <summary>Takes the quirk away, and leaves the others.</summary>
    public required Func<OAuth2Quirks, OAuth2Quirks> WithoutQuirk { get; init; }

    public (string Option, string Value)? Option { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = [];

    public IReadOnlyList<string> Authorization { get; init; } = [];

    public IReadOnlyList<string> Token { get; init; } = [];

    public IReadOnlyList<string> Api { get; init; } = [];

    public bool DropsState { get; init; }

    public string? CallbackHmacParameter { get; init; }

    public string CallbackParameters { get; init; } = "code=the-code";

    public string Answer { get; init; } = """{"access_token":"the-token","token_type":"bearer","expires_in":3600}""";

    public OAuthOutcomeKind Outcome { get; init; } = OAuthOutcomeKind.Stored;

    /// <summary>What the stored token must be.</summary>
    internal Func<OAuthToken, bool>? IsExpectedToken { get; init; }

    /// <summary>What the provider demanded in vain.</summary>
    internal async Task<IReadOnlyList<string>> UnmetDemandsAsync(Func<OAuth2Quirks, OAuth2Quirks> quirks)
    {
        var preset = (OAuth2Provider)ProvidersFile.WithCredentials(Preset);
        var chosen = Option is { } option ? preset.With(option.Option, option.Value) : preset;
        var recorder = new WireRecorder
        {
            DropsState = DropsState,
            CallbackHmacParameter = CallbackHmacParameter,
            CallbackParameters = CallbackParameters,
            Answer = Answer,
        };
        var outcome = await recorder.LoginAsync(
            chosen with { Quirks = quirks(chosen.Quirks), Scopes = Scopes.Count > 0 ? Scopes : chosen.Scopes });
        return
        [
            .. outcome.Kind == Outcome ? Array.Empty<string>() : [$"outcome {Outcome}, and not {outcome.Kind} {outcome.Error}"],
            .. Unmet(Authorization, recorder.Authorization),
            .. Unmet(Token, recorder.Token),
            .. Unmet(Api, recorder.Api),
            .. IsExpectedToken is null || (recorder.StoredToken is { } token && IsExpectedToken(token)) ? Array.Empty<string>() : ["the token"],
        ];
    }

    public override string ToString() => $"{Quirk} of {Preset}";

    private static IEnumerable<string> Unmet(IReadOnlyList<string> demands, IReadOnlyList<string> lines) =>
        demands.Where(demand => demand[0] switch
        {
            '!' => lines.Any(line => line.StartsWith(demand[1..], StringComparison.OrdinalIgnoreCase)),
            '^' => !lines.Any(line => line.StartsWith(demand[1..], StringComparison.Ordinal)),
            _ => !lines.Contains(demand),
        });
}
