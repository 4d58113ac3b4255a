using System.Security.Claims;
using System.Text.Json;
using Flurl.Http;

namespace OAuthClient.AspNetCore.Scheme;

/// <summary>Reads the user of a login from the provider's API, as claims.</summary>
internal sealed class UserProfile(OAuthSchemeOptions options, OAuthDance dance)
{
    // Many times as much as any provider tells of a user.
    private const int MaxLength = 1024 * 1024;

    // The key of a token holds it, behind the provider's name, and the cookie too.
    private const int MaxIdLength = 200;

    private const string MapHint = "Map the id in AddOAuthSignals: "
        + "scheme.ClaimActions.MapJsonKey(ClaimTypes.NameIdentifier, \"…\"), or set scheme.ReadProfile";

    private static readonly string[] EmptyWords = ["null", "undefined", "none", "nan", "[object Object]"];
    private static readonly string[] IdKeys = ["id", "sub"];
    private static readonly string[] NameKeys = ["name", "login", "username", "preferred_username", "screen_name"];

    private readonly string _name = dance.Provider.Name;

    /// <remarks>It does not end with the request: the code is spent, and the browser may repeat the callback.</remarks>
    /// <returns>The claims; <see cref="ClaimTypes.NameIdentifier"/> is the account's id at the provider.</returns>
    /// <exception cref="InvalidOperationException">The API does not name the user.</exception>
    public async Task<ClaimsIdentity> ReadAsync(OAuthSession session)
    {
        var profile = await ReadInTimeAsync(session);
        if (profile.ValueKind != JsonValueKind.Object)
            throw CreateUnreadable($"gives no JSON object. {MapHint}");
        var identity = new ClaimsIdentity(_name);
        var issuer = options.ClaimsIssuer ?? _name;
        foreach (var action in options.ClaimActions)
            action.Run(profile, identity, issuer);
        AddDefault(identity, ClaimTypes.NameIdentifier, profile, IdKeys);
        AddDefault(identity, ClaimTypes.Name, profile, NameKeys);
        return FindId(identity) is not null
            ? identity
            : throw CreateUnreadable($"has no id of the user, where the scheme looks for one. {MapHint}");
    }

    /// <summary>The account's id; null when there is none that names one account.</summary>
    public static string? FindId(ClaimsIdentity identity) =>
        identity.FindFirst(ClaimTypes.NameIdentifier)?.Value is { } id && IsOfOneAccount(id) ? id : null;

    // A program that failed to read an id writes one of these for every user.
    private static bool IsOfOneAccount(string id) =>
        id.Length is > 0 and <= MaxIdLength
        && id.Trim().Length == id.Length
        && id.Any(letter => letter is not ('0' or '.' or '-' or '+'))
        && !id.Any(char.IsControl)
        && !EmptyWords.Contains(id, StringComparer.OrdinalIgnoreCase);

    private void AddDefault(ClaimsIdentity identity, string type, JsonElement profile, string[] keys)
    {
        // A claim that the host maps has no other source: another field may be another user's id.
        if (options.ClaimActions.Any(action => action.ClaimType == type))
            return;
        var value = keys.Select(key => ReadText(profile, key)).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));
        if (value is not null)
            identity.AddClaim(new(type, value, ClaimValueTypes.String, options.ClaimsIssuer ?? _name));
    }

    private static string? ReadText(JsonElement profile, string key) =>
        profile.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number
            ? value.ToString()
            : null;

    private async Task<JsonElement> ReadInTimeAsync(OAuthSession session)
    {
        using var deadline = new CancellationTokenSource(dance.Options.EndpointTimeout, dance.Options.Time);
        try
        {
            var read = options.ReadProfile ?? ReadEndpointAsync;
            // A delegate of the host may ignore its cancellation.
            return await read(session, deadline.Token).WaitAsync(deadline.Token);
        }
        catch (Exception failure) when (deadline.IsCancellationRequested)
        {
            throw CreateUnreadable($"did not come within {dance.Options.EndpointTimeout.TotalSeconds:0.#} s", failure);
        }
    }

    private async Task<JsonElement> ReadEndpointAsync(OAuthSession session, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await session.Request(options.UserEndpoint!)
                .WithHeader("Accept", "application/json")
                .GetAsync(HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var content = answer.ResponseMessage.Content;
            await content.LoadIntoBufferAsync(MaxLength, cancellationToken);
            await using var body = await content.ReadAsStreamAsync(cancellationToken);
            using var profile = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
            return profile.RootElement.Clone();
        }
        catch (Exception failure) when (failure is FlurlHttpException or HttpRequestException or JsonException)
        {
            throw CreateUnreadable("cannot be read", failure);
        }
    }

    private InvalidOperationException CreateUnreadable(string problem, Exception? cause = null) => new(
        $"Who logged in with '{_name}'? The answer of {options.UserEndpoint ?? "ReadProfile"} {problem}.", cause);
}
