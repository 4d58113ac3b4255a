using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;

namespace OAuthClient.Testing;

/// <summary>
/// The device authorization endpoint (RFC 8628) of a pretend provider, and the page where the user types the code.
/// Thread-safe.
/// </summary>
internal sealed class PretendDevices(PretendProvider provider, PretendClients clients, PretendPolls polls)
{
    // RFC 8628 section 6.1: consonants that are not mistaken for each other, and that make no words.
    private const string Letters = "BCDFGHJKLMNPQRSTVWXZ";

    private readonly ConcurrentDictionary<string, string> _deviceCodes = new(StringComparer.Ordinal);

    /// <summary>RFC 8628 section 3.1.</summary>
    public HttpResponseMessage Begin(PretendRequest request)
    {
        if (clients.Authenticate(request) is not { } client)
            return PretendClients.InvalidClient;
        if (!client.MayUse(GrantTypes.DeviceCode))
            return Responses.Error("unauthorized_client", "the client is not registered for this grant type");
        var deviceCode = WireFormat.NewToken("device");
        var letters = RandomNumberGenerator.GetString(Letters, 8);
        var userCode = $"{letters[..4]}-{letters[4..]}";
        _deviceCodes[letters] = deviceCode;
        polls.Begin(deviceCode, client.Id, request["scope"]);
        return Responses.Json(MisbehavingDevice.Change(provider.Misbehave, CreateAnswer(deviceCode, userCode)));
    }

    /// <summary>Decides for the user: a null user denies.</summary>
    /// <returns>Whether the user code is known and still waits for a decision.</returns>
    public bool Decide(string userCode, string? user) =>
        _deviceCodes.TryGetValue(Normalize(userCode), out var deviceCode) && polls.Decide(deviceCode, user);

    public HttpResponseMessage Poll(PretendRequest request, PretendClient client) =>
        polls.Answer(request["device_code"] ?? "", client);

    /// <summary>The page where the user types the code.</summary>
    public HttpResponseMessage Show(PretendRequest request)
    {
        if (request.Method == "GET")
            return Responses.Html(DevicePage.Create(request["user_code"]));
        var user = request["decision"] == "allow" ? request["user"] ?? "" : null;
        return Decide(request["user_code"] ?? "", user)
            ? Responses.Html("<h1>Thank you: go back to your device</h1>")
            : Responses.Html("<h1>This code is unknown, used or too old</h1>", HttpStatusCode.BadRequest);
    }

    private Dictionary<string, object> CreateAnswer(string deviceCode, string userCode)
    {
        var page = $"{provider.BaseUrl}/device";
        Dictionary<string, object> fields = new()
        {
            ["device_code"] = deviceCode,
            ["user_code"] = userCode,
            ["verification_uri"] = page,
            ["verification_uri_complete"] = WireFormat.WithQuery(page, ("user_code", userCode)),
            ["expires_in"] = (long)provider.PollLifetime.TotalSeconds,
        };
        if (provider.PollInterval is { } interval)
            fields["interval"] = (long)interval.TotalSeconds;
        return fields;
    }

    // RFC 8628 section 6.1: the comparison ignores case and punctuation.
    private static string Normalize(string userCode) =>
        string.Concat(userCode.Where(char.IsAsciiLetter)).ToUpperInvariant();
}
