using OAuthClient.Http;

namespace OAuthClient.OAuth2;

/// <summary>
/// The answer of an endpoint of the provider, while <see cref="OAuth2Extension"/> reads it. Not thread-safe. Prints the
/// status only.
/// </summary>
public sealed class OAuth2Answer
{
    private readonly ProtocolAnswer _received;

    internal OAuth2Answer(ProtocolAnswer received)
    {
        _received = received;
        Body = received.Body;
    }

    /// <summary>The HTTP status.</summary>
    public int Status => _received.Status;

    /// <summary>
    /// The body, of at most one mebibyte. The protocol reads the body that is set here, such as the content of a signed
    /// answer.
    /// </summary>
    public string Body { get; set; }

    /// <summary>
    /// A field of the body, which is a JSON object or a form, such as <c>error</c>; null when the body has no such
    /// field.
    /// </summary>
    /// <param name="field">The name of the field.</param>
    public string? this[string field] => AnswerFields.Parse(Read())?.GetValueOrDefault(field);

    /// <summary>
    /// Whether the answer refuses the request, and says that the request was not carried out: a status from 400 to 499,
    /// but for 408, 425 and 429.
    /// </summary>
    public bool IsRefusal => IsRefusalStatus(Status);

    /// <summary>Finds a header of the answer.</summary>
    /// <param name="name">The name of the header.</param>
    /// <returns>The values, joined by commas; null when there is none.</returns>
    public string? Header(string name) =>
        _received.Headers is { } headers && headers.NonValidated.TryGetValues(name, out var values)
            ? string.Join(", ", values)
            : null;

    /// <summary>Shows the status.</summary>
    /// <returns>For example <c>OAuth2Answer { 400 }</c>.</returns>
    public override string ToString() => $"OAuth2Answer {{ {Status} }}";

    internal static bool IsRefusalStatus(int status) => status is >= 400 and < 500 and not (408 or 425 or 429);

    /// <summary>The answer that the protocol reads.</summary>
    internal ProtocolAnswer Read() =>
        ReferenceEquals(Body, _received.Body) ? _received : _received with { Body = Body ?? "" };
}
