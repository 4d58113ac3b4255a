namespace OAuthClient.Http;

/// <summary>
/// The error texts of an answer, as the provider wrote them: a provider's words are looked for here, before secrets are
/// masked for people.
/// </summary>
internal sealed class AnswerWords
{
    private const int MaxTextLength = 8 * 1024;
    private readonly IReadOnlyDictionary<string, string>[] _sources;
    private readonly string _text;

    /// <param name="answer">The answer.</param>
    /// <param name="fields">The fields of the answer; null when it cannot be read.</param>
    /// <param name="tokenObject">The nested object that should hold the token; null when there is none.</param>
    public AnswerWords(
        ProtocolAnswer answer,
        IReadOnlyDictionary<string, string>? fields,
        IReadOnlyDictionary<string, string>? tokenObject)
    {
        StatesError = ProviderErrorFields.Find(answer, fields, tokenObject, bringsToken: false) is not null;
        _sources = [.. ProviderErrorFields.FindSources(answer, fields, tokenObject)];
        // A body that is neither JSON nor a form is a text for people.
        _text = fields is null ? answer.Body[..Math.Min(MaxTextLength, answer.Body.Length)] : "";
    }

    /// <summary>Whether the answer states an error.</summary>
    public bool StatesError { get; }

    /// <summary>Whether an error of the answer is one of the words. Case is ignored.</summary>
    public bool HasError(IReadOnlySet<string> words) =>
        ProviderErrorFields.SelectErrors(_sources).Any(words.Contains);

    /// <summary>
    /// Whether the answer has the words: each is an error, a part of a description, or <c>name=value</c>; an ampersand
    /// joins words that must all be there. Case is ignored.
    /// </summary>
    public bool Has(string words) => words.Split('&').All(HasWord);

    private bool HasWord(string word) =>
        ProviderErrorFields.SelectErrors(_sources).Any(error => IsSame(error, word))
        || (!IsNumber(word) && IsInText(word))
        || (word.Split('=', 2) is [var name, var value]
            && _sources.Any(source => IsSame(source.GetValueOrDefault(name), value)));

    private bool IsInText(string word) =>
        Contains(_text, word)
        || ProviderErrorFields.SelectDescriptions(_sources).Any(text => Contains(text, word))
        // An error of several words is a text for people too.
        || ProviderErrorFields.SelectErrors(_sources).Any(error => error.Contains(' ') && Contains(error, word));

    // Any longer number may contain a number.
    private static bool IsNumber(string word) => word.All(char.IsAsciiDigit);

    private static bool IsSame(string? text, string word) =>
        string.Equals(text?.Trim(), word, StringComparison.OrdinalIgnoreCase);

    private static bool Contains(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
}
