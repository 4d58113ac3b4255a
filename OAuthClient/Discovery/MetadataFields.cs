using System.Text.Json;

namespace OAuthClient.Discovery;

/// <summary>
/// The fields of a metadata document. A field that is read and has another type than it should is an error that names
/// it. A field that is null is absent.
/// </summary>
internal sealed class MetadataFields
{
    private const int MaxNesting = 16;
    private readonly JsonElement _root;

    private MetadataFields(JsonElement root, string? url)
    {
        _root = root;
        Url = url;
    }

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The address of the document; null for a document at hand.</summary>
    public string? Url { get; }

    /// <exception cref="OAuthException">The document is no JSON object.</exception>
    public static MetadataFields Parse(ReadOnlyMemory<byte> body, string? url = null)
    {
        // RFC 8259 section 8.1: a byte order mark may be ignored.
        if (body.Span.StartsWith(ByteOrderMark))
            body = body[ByteOrderMark.Length..];
        // RFC 8725 section 2.8 warns of readers that disagree about a repeated name.
        var options = new JsonDocumentOptions { MaxDepth = MaxNesting, AllowDuplicateProperties = false };
        try
        {
            using var document = JsonDocument.Parse(body, options);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return new(document.RootElement.Clone(), url);
        }
        // Half a surrogate pair in a name.
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            throw CreateUnreadable(url);
        }
        throw CreateUnreadable(url);
    }

    public string? FindText(string name) =>
        Find(name) is { } value ? ReadText(name, value, "a text") : null;

    public bool FindFlag(string name) => Find(name) switch
    {
        null or { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.True } => true,
        _ => throw CreateWrongType(name, "true or false"),
    };

    /// <returns>The texts of a list; null when the field is absent.</returns>
    public IReadOnlyList<string>? FindList(string name)
    {
        const string Type = "a list of texts";
        if (Find(name) is not { } value)
            return null;
        return value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(item => ReadText(name, item, Type))]
            : throw CreateWrongType(name, Type);
    }

    private JsonElement? Find(string name) =>
        _root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private string ReadText(string name, JsonElement value, string type)
    {
        try
        {
            if (value.ValueKind == JsonValueKind.String)
                return value.GetString()!;
        }
        // Half a surrogate pair.
        catch (InvalidOperationException)
        {
            throw CreateWrongType(name, type);
        }
        throw CreateWrongType(name, type);
    }

    private OAuthException CreateWrongType(string name, string type) =>
        MetadataError.Invalid(Url, $"{name} of the document is not {type}.");

    private static OAuthException CreateUnreadable(string? url) => MetadataError.Invalid(
        url,
        $"The document is no JSON object, repeats a name, or is nested deeper than {MaxNesting}.",
        "Is the issuer written as the provider writes it?");
}
