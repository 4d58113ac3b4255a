using System.Text.Json;

namespace OAuthClient.Discovery;

/// <summary>Checks the key set that a client publishes: public keys and no others.</summary>
internal static class ClientKeys
{
    // The members of private and symmetric keys, from RFC 7518 and RFC 8037.
    private static readonly string[] SecretMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

    /// <summary>Finds the fault of a key set, in words that follow "Jwks"; null when it has none.</summary>
    public static string? FindFault(string jwks)
    {
        try
        {
            using var document = JsonDocument.Parse(jwks);
            var isSet = document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("keys", out var keys)
                && keys.ValueKind == JsonValueKind.Array
                && keys.EnumerateArray().All(key => key.ValueKind == JsonValueKind.Object);
            if (!isSet)
                return "is no key set (RFC 7517 section 5), which looks like {\"keys\": […]}.";
            return document.RootElement.GetProperty("keys").EnumerateArray().Any(IsSecret)
                ? "has a private or symmetric key. Leave out all members but the public ones."
                : null;
        }
        // The message of a parser may quote a key: it is dropped.
        catch (JsonException)
        {
            return "is no JSON.";
        }
    }

    private static bool IsSecret(JsonElement key) =>
        Array.Exists(SecretMembers, member => key.TryGetProperty(member, out _));
}
