namespace OAuthClient.OAuth2;

/// <summary>The verdict of an <see cref="OAuth2Extension"/> about an answer.</summary>
public enum AnswerVerdict
{
    /// <summary>The answer is used as it is.</summary>
    Accept,

    /// <summary>
    /// The request is sent once more. A request is repeated at most once, and only if its answer is a refusal: a status
    /// from 400 to 499, but for 408, 425 and 429. After any other answer, the verdict counts as <see cref="Accept"/>.
    /// </summary>
    Repeat,
}
