using OAuthClient.OAuth2;

namespace OAuthClient.Presets;

/// <summary>Reads how a provider refreshes tokens from the fields of a preset.</summary>
internal static class RefreshPresetReader
{
    public static RefreshRules Read(PresetFields refresh) => new()
    {
        Endpoint = refresh.Text("endpoint"),
        RegionalEndpoints = refresh.Map("regional_endpoints"),
        Parameters = refresh.Has("parameters") ? refresh.Map("parameters") : null,
        TokenEnvelope = refresh.Text("token_envelope"),
        FieldNames = refresh.Has("field_names") ? refresh.Map("field_names") : null,
        DeadTokenErrors = refresh.List("dead_token_errors"),
        LaterErrors = refresh.List("later_errors"),
        ReplayWindow = refresh.Seconds("replay_window") ?? TimeSpan.Zero,
        RefreshTokenLifetime = refresh.Seconds("refresh_token_lifetime"),
        ExpiredTokenAnswers = [.. refresh.List("expired_token_answers").Select(ExpiredTokenAnswer.Parse)],
        LiveToken = ReadLiveToken(refresh.Nested("live_token")),
    };

    /// <returns>The request; null when the preset has none.</returns>
    public static LiveTokenRequest? ReadLiveToken(PresetFields request) => request.Text("endpoint") is { } endpoint
        ? new(endpoint, request.Map("parameters"))
        {
            UsesGet = request.Flag("uses_get"),
            MinAge = request.Seconds("min_age") ?? TimeSpan.Zero,
        }
        : null;
}
