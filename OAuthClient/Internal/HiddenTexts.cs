using System.Text.Json;

namespace OAuthClient.Internal;

/// <summary>
/// The texts of an exchange that are not shown: secrets, and all values that are masked. A text that holds one of them
/// is not shown either, under any name. Case is ignored. Not thread-safe.
/// </summary>
internal sealed class HiddenTexts
{
    // A shorter text would hide words by chance. It hides itself only.
    private const int MinPartLength = 4;

    // A shorter part of an address or of credentials is a word.
    private const int MinPieceLength = 8;

    // No longer text is ever shown.
    private const int MaxLength = 200;
    private static readonly char[] PieceEnds = [' ', ':', '/', '?', '#', '@', '=', '&', ',', '"'];
    private readonly HashSet<string> _texts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Hides a value, and the values in it if it is JSON, a form, an address, a cookie or credentials.
    /// </summary>
    public void Add(string value)
    {
        AddText(value);
        if (value.AsSpan().TrimStart() is ['{' or '[', ..])
            AddJson(value);
        else
            AddPieces(value.Split(';')[0]);
    }

    /// <summary>Hides a text as a whole. The words true and false are no secrets.</summary>
    public void AddText(string text)
    {
        if (text.Length is > 0 and <= MaxLength && ValueShape.Boolean(text) is null)
            _texts.Add(text);
    }

    /// <summary>Whether the text is hidden, or has a hidden part.</summary>
    public bool IsHeldIn(string text) =>
        _texts.Contains(text)
        || _texts.Any(hidden =>
            hidden.Length >= MinPartLength && text.Contains(hidden, StringComparison.OrdinalIgnoreCase));

    private void AddJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            AddElement(document.RootElement);
        }
        // GetString throws InvalidOperationException at half a surrogate pair.
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException) { }
    }

    private void AddElement(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                    AddMember(member);
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    AddElement(item);
                break;
            case JsonValueKind.String:
                Add(element.GetString()!);
                break;
            case JsonValueKind.Number:
                AddText(element.GetRawText());
                break;
        }
    }

    private void AddMember(JsonProperty member)
    {
        if (ValueShape.Name(member.Name) is null)
            AddText(member.Name);
        AddElement(member.Value);
    }

    // A text of several words is written for people: it may name the error that a transcript shows.
    private void AddPieces(string text)
    {
        if (text.Contains('=', StringComparison.Ordinal))
            AddForm(text);
        if (text.AsSpan().Count(' ') > 1)
            return;
        foreach (var piece in text.Split(PieceEnds))
        {
            if (piece.Length >= MinPieceLength)
                AddText(piece);
        }
    }

    private void AddForm(string text)
    {
        foreach (var (_, value) in OAuthCallback.FromUrl(text.Replace('#', '&')).Parameters)
            AddText(value);
    }
}
