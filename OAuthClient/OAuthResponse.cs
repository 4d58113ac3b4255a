namespace OAuthClient;

/// <summary>A response to the user's browser, as plain data that any framework can send.</summary>
/// <remarks>
/// Its headers keep it out of caches, and hide its address from the next page. Immutable, compared by value.
/// </remarks>
public sealed record OAuthResponse
{
    /// <summary>
    /// Makes a response with a status and nothing else. The other properties can be set in an initializer.
    /// </summary>
    /// <remarks>See also <see cref="Redirect"/>, <see cref="Text"/> and <see cref="Html"/>.</remarks>
    /// <param name="status">The HTTP status.</param>
    public OAuthResponse(int status) => Status = status;

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>The address that a redirect, with status 303 or 302, sends the user to; null for a page.</summary>
    /// <remarks>Printable ASCII only, as in every URL: any other character could break the header apart.</remarks>
    public string? Location
    {
        get;
        init
        {
            // RFC 9700 section 4.12: a 307 or 308 would make the browser post the authorization code to the address.
            if (value is not null && Status is not (302 or 303))
            {
                throw new ArgumentException(
                    $"A redirect has the status 303 (or 302) and not {Status}: say OAuthResponse.Redirect.",
                    nameof(value));
            }
            if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            {
                throw new ArgumentException(
                    "A redirect holds a control character or one that is not ASCII; it could break the header apart. "
                    + "Escape it, as with Uri.EscapeDataString.",
                    nameof(value));
            }
            field = value;
        }
    }

    /// <summary>The media type of the body; null without a body.</summary>
    public string? ContentType { get; init; }

    /// <summary>The body; null when the response has none.</summary>
    public string? Body { get; init; }

    /// <summary>The headers to send, content type and location included.</summary>
    public IReadOnlyDictionary<string, string> Headers
    {
        get
        {
            // RFC 9700 section 4.2.4: neither caches nor the next page may learn the parameters of the address.
            var headers = new Dictionary<string, string>(4)
            {
                ["Cache-Control"] = "no-store",
                ["Referrer-Policy"] = "no-referrer",
            };
            if (Location is not null)
                headers["Location"] = Location;
            if (ContentType is not null)
                headers["Content-Type"] = ContentType;
            return headers;
        }
    }

    /// <summary>Makes a redirect, with status 303 as RFC 9700 section 4.12 asks.</summary>
    /// <param name="url">
    /// The address, in printable ASCII. The address may be outside your site: that is not checked.
    /// </param>
    /// <returns>The response.</returns>
    public static OAuthResponse Redirect(string url)
    {
        ArgumentException.ThrowIfNullOrEmpty(url);
        return new(303) { Location = url };
    }

    /// <summary>Makes a page of plain text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="status">The HTTP status.</param>
    /// <returns>The response.</returns>
    public static OAuthResponse Text(string text, int status = 200) =>
        new(status) { ContentType = "text/plain; charset=utf-8", Body = text };

    /// <summary>Makes an HTML page.</summary>
    /// <param name="html">The page. Escape every value that you put into it.</param>
    /// <param name="status">The HTTP status.</param>
    /// <returns>The response.</returns>
    public static OAuthResponse Html(string html, int status = 200) =>
        new(status) { ContentType = "text/html; charset=utf-8", Body = html };

    /// <summary>
    /// Makes an answer that shows the response and does not store the token. A response alone does not prevent storing.
    /// </summary>
    /// <returns>The answer for a receiver to return.</returns>
    public OAuthAnswer AndDontStore() => OAuthAnswer.DontStore.AndShow(this);

    /// <summary>Shows the response in short, without the query of its address, which may hold a secret.</summary>
    /// <returns>For example <c>303 to https://example.com/authorize</c>.</returns>
    public override string ToString() =>
        Location is null ? $"{Status} {ContentType}" : $"{Status} to {Location.Split('?', '#')[0]}";
}
